//! Answers that are kept until something changes.

mod touched;
