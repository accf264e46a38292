//! Which status may follow which.

use async_graphql::{
    MaybeUndefined,
    MaybeUndefined::{Null, Undefined, Value},
};
use entity::evaluation::EvaluationStatus;
use entity::measure::MeasureStatus;
use entity::observation::ObservationStatus;
use sea_orm::ActiveEnum;

use super::desk::{Desk, Manner};
use crate::auth::viewer::Role;
use crate::kit::form::Form;
use crate::kit::payload::UserErrorCode;

/// A status whose next steps are fixed. Its values are declared in the order in which they follow each other.
pub trait Step: ActiveEnum<Value = String> + Copy + Default + PartialOrd + 'static {
    fn next(self) -> &'static [Self];

    /// Whether allowed steps lead from here to there, each further on than the one before.
    fn leads_to(self, there: Self) -> bool {
        self.next().iter().filter(|step| **step > self).any(|step| *step == there || step.leads_to(there))
    }
}

impl Step for EvaluationStatus {
    fn next(self) -> &'static [Self] {
        match self {
            Self::Planned => &[Self::Commissioned, Self::Cancelled],
            Self::Commissioned => &[Self::InProgress, Self::Cancelled],
            Self::InProgress => &[Self::Delivered, Self::Cancelled],
            Self::Delivered => &[Self::Published, Self::InProgress, Self::Closed],
            Self::Published => &[Self::Closed],
            Self::Closed | Self::Cancelled => &[],
        }
    }
}

impl Step for MeasureStatus {
    fn next(self) -> &'static [Self] {
        match self {
            Self::Proposed => &[Self::Planned, Self::Cancelled],
            Self::Planned | Self::OnHold => &[Self::InProgress, Self::Cancelled],
            Self::InProgress => &[Self::Completed, Self::OnHold, Self::Cancelled],
            Self::Completed => &[Self::EffectConfirmed, Self::InProgress],
            Self::EffectConfirmed | Self::Cancelled => &[],
        }
    }
}

impl Step for ObservationStatus {
    fn next(self) -> &'static [Self] {
        match self {
            Self::Submitted => &[Self::Approved, Self::Returned],
            Self::Approved => &[],
            Self::Returned => &[Self::Submitted],
        }
    }
}

/// Applies a status. A new object begins with the first, unless it is pushed; an object that is there takes allowed
/// steps. An admin may step back with a reason. A push may jump forward; what lies behind is not taken over.
pub fn step<S: Step>(form: &mut Form, desk: &Desk, before: Option<S>, given: MaybeUndefined<S>, slot: &mut S) {
    let wanted = match given {
        Undefined => return,
        Null => return form.set_or_keep("status", Null, slot),
        Value(wanted) => wanted,
    };
    match (before, &desk.manner) {
        (Some(present), _) if present == wanted => {}
        (None, Manner::Push) => *slot = wanted,
        (None, Manner::Edit { .. }) if wanted == S::default() => {}
        (None, Manner::Edit { .. }) => refuse(form, "A new object begins as", &[S::default()], wanted),
        (Some(present), manner) => follow(form, desk, manner, present, wanted, slot),
    }
}

fn follow<S: Step>(form: &mut Form, desk: &Desk, manner: &Manner, present: S, wanted: S, slot: &mut S) {
    let behind = wanted.leads_to(present);
    match manner {
        Manner::Push if behind => form.status_kept = true,
        Manner::Push if present.leads_to(wanted) => *slot = wanted,
        _ if present.next().contains(&wanted) => *slot = wanted,
        Manner::Edit { reason } if wanted < present && desk.viewer().is(Role::Admin) => match reason {
            Some(_) => *slot = wanted,
            None => form.refuse("reason", UserErrorCode::Required, "reason is required to step back."),
        },
        _ => refuse(form, &format!("From {} the next step is", present.to_value()), present.next(), wanted),
    }
}

fn refuse<S: Step>(form: &mut Form, begins: &str, allowed: &[S], wanted: S) {
    let allowed: Vec<String> = allowed.iter().map(ActiveEnum::to_value).collect();
    let allowed = if allowed.is_empty() { "none".to_owned() } else { allowed.join(" or ") };
    let message = format!("{begins} {allowed}, not {}.", wanted.to_value());
    form.refuse("status", UserErrorCode::InvalidTransition, message);
}
