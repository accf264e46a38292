//! Which status may follow which.

use async_graphql::MaybeUndefined;
use entity::{Row, Transition};

use super::draft::Draft;
use super::lookup::{Lookup, WriteMode};
use super::user_error::UserErrorCode;
use crate::auth::viewer::Role;

impl<R: Row> Draft<R> {
    /// Applies a status to the one that the row has. A new object starts with the first, unless it is pushed; an object
    /// that is there takes allowed steps. An admin may step back with a reason. A push may jump forward, put on hold and go
    /// on; what is behind is ignored.
    pub fn step<S: Transition>(&mut self, given: &MaybeUndefined<S>, lookup: &Lookup, slot: impl Fn(&mut R) -> &mut S) {
        let wanted = match given {
            MaybeUndefined::Undefined => return,
            MaybeUndefined::Null => return self.form.required("status"),
            MaybeUndefined::Value(wanted) => *wanted,
        };
        let current = *slot(&mut self.row);
        match (self.is_new(), &lookup.mode) {
            (false, _) if current == wanted => {}
            (true, WriteMode::Push { .. }) => *slot(&mut self.row) = wanted,
            (true, WriteMode::Edit { .. }) if wanted == S::default() => {}
            (true, WriteMode::Edit { .. }) => self.refuse_step("A new object must start as", &[S::default()], wanted),
            (false, mode) => {
                if self.may_step(mode, current, wanted, lookup) {
                    *slot(&mut self.row) = wanted;
                }
            }
        }
    }

    fn may_step<S: Transition>(&mut self, mode: &WriteMode, current: S, wanted: S, lookup: &Lookup) -> bool {
        match mode {
            WriteMode::Push { .. } if current.reaches(wanted) => return true,
            WriteMode::Push { .. } if wanted.reaches(current) => self.status_kept = true,
            _ if current.next().contains(&wanted) => return true,
            WriteMode::Edit { reason } if wanted < current && lookup.viewer().is(Role::Admin) => match reason {
                Some(_) => return true,
                None => self.error("reason", UserErrorCode::Required, "reason is required to move a status back."),
            },
            _ => self.refuse_step(&format!("{} can change only to", current.to_value()), current.next(), wanted),
        }
        false
    }

    fn refuse_step<S: Transition>(&mut self, sentence: &str, allowed: &[S], wanted: S) {
        let allowed: Vec<String> = allowed.iter().map(sea_orm::ActiveEnum::to_value).collect();
        let allowed = if allowed.is_empty() { "nothing".to_owned() } else { allowed.join(" or ") };
        let message = format!("{sentence} {allowed}, not {}.", wanted.to_value());
        self.error("status", UserErrorCode::InvalidTransition, message);
    }
}
