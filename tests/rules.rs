//! Each rule of the domain broken once, with the case beside it that keeps it. What is refused leaves nothing behind.

mod assignment;
mod attached;
mod award;
mod brought;
mod decision;
mod defaults;
mod evaluation;
mod inputs;
mod keys;
mod leaving_out;
mod lines;
mod links;
mod meeting;
mod missing;
mod one_push;
mod paused;
mod people;
mod pushes;
mod pushing;
mod rating;
mod record;
mod repeated;
mod response;
mod restricted;
mod sources;
mod stage;
mod steering;
mod steps;
mod target;
mod trace_link;
mod unseen;
mod updates;

pub use stage::{Stage, a_decision};
