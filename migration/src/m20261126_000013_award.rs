//! How the agency judges itself: an award, its areas, self-assessments with what they found, and candidacies.

use sea_orm_migration::prelude::*;

use crate::index::{Index, Key};
use crate::table::{add_reference, table};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        table("competition_edition")
            .text("competition")
            .integer("year")
            .text("status")
            .unique(&["competition", "year"])
            .sorted_text("competition")
            .sorted("year")
            .create(manager)
            .await?;
        table("assessment_area")
            .reference("edition_id", "competition_edition")
            .text("code")
            .text("name")
            .integer("position")
            .unique(&["edition_id", "code"])
            .sorted_text("name")
            .sorted("position")
            .sorted_in("edition_id", "position")
            .create(manager)
            .await?;
        table("self_assessment")
            .access()
            .reference_null("edition_id", "competition_edition")
            .text("title")
            .reference_null("leader_id", "person")
            .reference_null("body_id", "body")
            .date("period_from")
            .date("period_to")
            .text_null("conclusion")
            .text("status")
            .sorted_text("title")
            .sorted("period_from")
            .sorted("period_to")
            .create(manager)
            .await?;
        table("area_score")
            .reference("self_assessment_id", "self_assessment")
            .reference("area_id", "assessment_area")
            .integer("maturity")
            .text_null("comment")
            .unique(&["self_assessment_id", "area_id"])
            .sorted("maturity")
            .create(manager)
            .await?;
        table("candidacy")
            .reference("edition_id", "competition_edition")
            .reference("organisation_id", "organisation")
            .text("status")
            .reference_null("action_plan_id", "action_plan")
            .create(manager)
            .await?;
        let of_assessment = [
            Index::unique(&["self_assessment_id", "external_id"]),
            Index::order([Key::plain("self_assessment_id"), Key::plain("position")]),
        ];
        add_reference(manager, "finding", "self_assessment_id", "self_assessment", &of_assessment).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
