//! Pass 1: one linear look at the raw text, without recursion, so that what the parser gets cannot exhaust its stack.

use super::limits::{Limits, at_most};
use crate::error::{Error, Result};

/// Counts what the text consists of.
///
/// # Errors
/// `LIMIT_EXCEEDED` at the first limit that is passed, `BAD_USER_INPUT` for a string that is not closed: what follows
/// its first quote could be read in two ways, and brackets could hide in it.
pub fn check(text: &str, limits: &Limits) -> Result<()> {
    at_most("is", text.len() as u64, "bytes long", limits.bytes as u64)?;
    let bytes = text.as_bytes();
    let mut seen = Seen::default();
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        at = match byte {
            b'#' => at + length(&bytes[at..], |byte| !is_line_end(byte)),
            b'"' => seen.token(string_end(bytes, at)?),
            _ if is_word(byte) => seen.token(at + length(&bytes[at..], is_word)),
            _ if byte.is_ascii_whitespace() || byte == b',' => at + 1,
            _ => seen.sign(byte, at + 1),
        };
        seen.check(limits)?;
    }
    Ok(())
}

#[derive(Default)]
struct Seen {
    tokens: usize,
    directives: usize,
    brackets: usize,
}

impl Seen {
    fn token(&mut self, end: usize) -> usize {
        self.tokens += 1;
        end
    }

    fn sign(&mut self, byte: u8, end: usize) -> usize {
        match byte {
            b'(' | b'[' | b'{' => self.brackets += 1,
            b')' | b']' | b'}' => self.brackets = self.brackets.saturating_sub(1),
            b'@' => self.directives += 1,
            _ => {}
        }
        self.token(end)
    }

    fn check(&self, limits: &Limits) -> Result<()> {
        if self.tokens > limits.tokens {
            return Err(Error::Limit(format!("The query is too long: at most {} words and signs.", limits.tokens)));
        }
        if self.brackets > limits.brackets {
            return Err(Error::Limit(format!("The query nests more than {} brackets.", limits.brackets)));
        }
        if self.directives > limits.directives {
            return Err(Error::Limit(format!("The query has more than {} directives.", limits.directives)));
        }
        Ok(())
    }
}

/// Names and numbers; a sign that the grammar does not know counts as a token of its own.
fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

fn is_line_end(byte: u8) -> bool {
    byte == b'\n' || byte == b'\r'
}

fn length(bytes: &[u8], belongs: impl Fn(u8) -> bool) -> usize {
    bytes.iter().position(|&byte| !belongs(byte)).unwrap_or(bytes.len())
}

/// Where the string that opens at `start` ends.
fn string_end(bytes: &[u8], start: usize) -> Result<usize> {
    let end = if bytes[start..].starts_with(b"\"\"\"") {
        block_string_end(bytes, start + 3)
    } else {
        line_string_end(bytes, start + 1)
    };
    end.ok_or_else(|| Error::bad_input("The query has a string that is not closed."))
}

fn block_string_end(bytes: &[u8], mut at: usize) -> Option<usize> {
    loop {
        let rest = bytes.get(at..)?;
        if rest.starts_with(b"\"\"\"") {
            return Some(at + 3);
        }
        at += if rest.starts_with(b"\\\"\"\"") { 4 } else { 1 };
        if rest.is_empty() {
            return None;
        }
    }
}

fn line_string_end(bytes: &[u8], mut at: usize) -> Option<usize> {
    loop {
        match *bytes.get(at)? {
            b'"' => return Some(at + 1),
            b'\\' => at += 2,
            byte if is_line_end(byte) => return None,
            _ => at += 1,
        }
    }
}
