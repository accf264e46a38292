//! The management group's next meeting: what is on its agenda, who presents it, what is attached, and what is proposed.

use chrono::NaiveTime;
use chrono_tz::Europe::Stockholm;
use entity::agenda_item::{AgendaItemPurpose as Purpose, AgendaItemStatus::Scheduled};
use entity::decision::{self, DecisionKind};
use entity::document::DocumentKind;
use entity::meeting::{self, MeetingStatus};
use entity::{Access, Date, DateTime, agenda_item_presenter};
use uuid::Uuid;

use super::Units;
use super::chain::Came;
use super::evaluation::Evaluation;
use super::rows::{about, attached, item, meeting};
use crate::demo::when::Today;
use crate::error::Result;
use crate::ledger::WriteTx;

/// In two weeks, so that there is something to prepare.
const DAYS: i64 = 14;

pub async fn write(
    tx: &mut WriteTx,
    units: &Units<'_>,
    came: &Came,
    evaluation: &Evaluation,
    plan: Uuid,
    today: Today,
) -> Result<()> {
    let meeting = next(units, came, today);
    let (of, starts_on) = (meeting.id, meeting.starts_on);
    let progress = item(of, 1, "Exempel: Hur handlingsplanen går", Purpose::FollowUp, Scheduled);
    let answer = item(of, 2, "Exempel: Svar på utvärderingens andra rekommendation", Purpose::Decision, Scheduled);
    let award = item(of, 3, "Exempel: Självvärderingen inför tävlingen", Purpose::Discussion, Scheduled);
    let presenters = [progress.id, answer.id].map(|item| presenter(item, came.leader));
    let (about, proposal) = (about(answer.id, evaluation.id), proposal(answer.id, starts_on));
    let (documents, links) = papers(of, progress.id, answer.id, plan);
    tx.insert(vec![meeting]).await?;
    tx.insert(vec![progress, answer, award]).await?;
    tx.insert(presenters.into()).await?;
    tx.insert(vec![about]).await?;
    tx.insert(vec![proposal]).await?;
    tx.insert(documents).await?;
    tx.insert(links).await.map(drop)
}

fn next(units: &Units<'_>, came: &Came, today: Today) -> meeting::Model {
    let starts_on = today.plus(DAYS);
    meeting::Model {
        starts_at: nine_o_clock(starts_on),
        place: Some("Exempel: Sammanträdesrummet".into()),
        previous_id: Some(came.meeting),
        ..meeting(units, "Exempel: Ledningsgruppens nästa möte", MeetingStatus::Convened, starts_on)
    }
}

/// In Sweden, where no clock is changed at that hour.
fn nine_o_clock(day: Date) -> Option<DateTime> {
    let local = day.0.and_time(NaiveTime::from_hms_opt(9, 0, 0)?);
    local.and_local_timezone(Stockholm).single().map(|instant| DateTime(instant.to_utc()))
}

fn presenter(agenda_item_id: Uuid, person: Uuid) -> agenda_item_presenter::Model {
    agenda_item_presenter::Model { agenda_item_id, position: 1, person_id: Some(person), ..Default::default() }
}

/// What the meeting is to decide, for those who prepare it.
fn proposal(agenda_item_id: Uuid, decided_on: Date) -> decision::Model {
    decision::Model {
        access: Access::Internal,
        agenda_item_id,
        kind: DecisionKind::Adopt,
        text: "Exempel: Två gemensamma dialoger prövas under nästa år.".into(),
        proposal: Some("Exempel: Pröva två gemensamma dialoger under nästa år.".into()),
        decided_on,
        ..Default::default()
    }
}

type Papers = (Vec<entity::document::Model>, Vec<entity::attachment::Model>);

fn papers(meeting: Uuid, progress: Uuid, answer: Uuid, plan: Uuid) -> Papers {
    let papers = [
        attached(DocumentKind::Notice, "Exempel: Kallelse till nästa möte", |link| link.meeting_id = Some(meeting)),
        attached(DocumentKind::Report, "Exempel: Lägesrapport för handlingsplanen", |link| {
            link.agenda_item_id = Some(progress);
        }),
        attached(DocumentKind::DecisionPaper, "Exempel: Beslutsunderlag om gemensamma dialoger", |link| {
            link.agenda_item_id = Some(answer);
        }),
        attached(DocumentKind::Presentation, "Exempel: Bilder om handlingsplanen", |link| {
            link.action_plan_id = Some(plan);
        }),
    ];
    papers.into_iter().unzip()
}
