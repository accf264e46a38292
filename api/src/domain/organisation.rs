//! Who acts: organisations, and the people, posts and bodies in them.

use async_graphql::{InputObject, MaybeUndefined};
use entity::Url;
use entity::organisation::{Model, OrganisationKind};
use sea_orm::Condition;
use sea_orm::sea_query::ExprTrait;

use super::action_plan::ActionPlan;
use super::assignment::Assignment;
use super::body::Body;
use super::desk::Desk;
use super::editing::{Editable, Referrer};
use super::evaluation::{Evaluation, Recommendation};
use super::indicator::Indicator;
use super::measure::Measure;
use super::mutation::{mutations, payload};
use super::people::{Person, Post};
use super::reference::{self, OrganisationRef};
use super::steering::ResultArea;
use super::territory::{Territory, below};
use crate::error::Result;
use crate::kit::column::col;
use crate::kit::filter::{any_choice, any_id, any_text};
use crate::kit::form::{CODE, Form, TITLE};
use crate::kit::node::Node;
use crate::kit::object::{key, listing, object, roots};
use crate::kit::page::Via;
use crate::kit::payload::UserErrorCode;
use crate::kit::rows::with_id;

object! {
    /// Organisation: an agency, a unit of one, a ministry, a region, a consultancy.
    Organisation of Model, visible: |_| Condition::all();
    lists {
        /// Handlingsplaner for which it answers.
        action_plans: ActionPlan via Via::Key("owner_id");
        /// Grupper of the organisation: its management group, working groups and the like.
        bodies: Body via Via::Key("organisation_id");
        /// The organisations directly below it, such as an agency's units.
        children: Organisation via Via::Key("parent_id");
        /// Utvärderingar that it commissioned.
        commissioned_evaluations: Evaluation via Via::Key("commissioner_id");
        /// Utvärderingar that it made.
        conducted_evaluations: Evaluation via Via::Key("evaluator_id");
        /// Indikatorer for which it answers.
        indicators: Indicator via Via::Key("owner_id");
        /// Åtgärder for which it answers.
        measures: Measure via Via::Key("responsible_id");
        /// Uppdrag that the organisation ordered.
        ordered_assignments: Assignment via Via::Key("ordered_by_organisation_id");
        /// Personer who work directly in it. The public sees none.
        persons: Person via Via::Key("organisation_id");
        /// Befattningar in it.
        posts: Post via Via::Key("organisation_id");
        /// Resultatområden for which it answers.
        result_areas: ResultArea via Via::Key("owner_id");
    }
    impl {
        /// The organisation that it belongs to. Null: it stands alone.
        async fn parent(&self, ctx: &async_graphql::Context<'_>) -> Option<Result<Organisation>> {
            self.one(ctx, self.row.parent_id).await
        }

        /// Where it has its seat. Null: not known.
        async fn territory(&self, ctx: &async_graphql::Context<'_>) -> Option<Result<Territory>> {
            self.one(ctx, self.row.territory_id).await
        }
    }
}

listing! {
    Organisation of Model, OrganisationFilter, OrganisationOrder by OrganisationOrderField;
    filter {
        /// Any of these kinds.
        kind: Vec<OrganisationKind> => |kinds, reader| any_choice(col::<Model>("kind"), kinds, reader);
        /// Any of these names, exactly.
        name: Vec<String> => |names, reader| any_text(col::<Model>("name"), names, reader);
        /// Directly below any of these organisations.
        parent: Vec<async_graphql::ID> => |ids, reader| any_id::<Model>(col::<Model>("parent_id"), ids, reader);
        /// With its seat in any of these territories, by code, or below them.
        territory: Vec<String> => |codes, reader| below(col::<Model>("territory_id"), codes, reader);
    }
    order {
        default Name Asc;
        /// Namn, in Swedish alphabetical order.
        Name => SortKey::Swedish("name");
    }
}

key! {
    OrganisationKey of Model {
        /// Organisationsnummer.
        OrganisationNumber(String) => |number| Ok(Condition::all().add(col::<Model>("organisation_number").eq(number)));
    }
}

roots! {
    OrganisationQuery:
    /// Organisationer: agencies, their units, and all others that act or are named.
    organisations,
    /// One organisation. Null: there is none with this key.
    organisation(OrganisationKey) -> Organisation
}

/// Uppgifter om en organisation.
#[derive(Debug, Clone, InputObject)]
pub struct OrganisationValues {
    /// What kind of organisation it is. Needed for a new one.
    kind: MaybeUndefined<OrganisationKind>,
    /// Namn, in Swedish, at most 300 characters. Needed for a new one.
    name: MaybeUndefined<String>,
    /// The name in English, at most 300 characters. Null: not known.
    name_en: MaybeUndefined<String>,
    /// Organisationsnummer: unique, at most 40 characters. Null: not known, or it has none.
    organisation_number: MaybeUndefined<String>,
    /// The organisation that it belongs to. Null: it stands alone.
    parent: MaybeUndefined<OrganisationRef>,
    /// Kortnamn, at most 40 characters. Null: it has none.
    short_name: MaybeUndefined<String>,
    /// The code of the territory of its seat. Null: not known.
    territory_code: MaybeUndefined<String>,
    /// Webbplats. Null: not known.
    website: MaybeUndefined<Url>,
}

impl Editable for Organisation {
    type Values = OrganisationValues;
    type Links = ();

    const REFERRERS: &'static [Referrer] = &[
        Referrer {
            by: "Organisation.parent",
            table: "organisation",
            column: "parent_id",
            visible: Organisation::visible,
        },
        Referrer { by: "Person.organisation", table: "person", column: "organisation_id", visible: Person::visible },
        Referrer { by: "Post.organisation", table: "post", column: "organisation_id", visible: Post::visible },
        Referrer { by: "Body.organisation", table: "body", column: "organisation_id", visible: Body::visible },
        Referrer { by: "ResultArea.owner", table: "result_area", column: "owner_id", visible: ResultArea::visible },
        Referrer { by: "Indicator.owner", table: "indicator", column: "owner_id", visible: Indicator::visible },
        Referrer {
            by: "Evaluation.commissioner",
            table: "evaluation",
            column: "commissioner_id",
            visible: Evaluation::visible,
        },
        Referrer {
            by: "Evaluation.evaluator",
            table: "evaluation",
            column: "evaluator_id",
            visible: Evaluation::visible,
        },
        Referrer {
            by: "Recommendation.addressedTo",
            table: "recommendation",
            column: "addressed_to_id",
            visible: Recommendation::visible,
        },
        Referrer {
            by: "Assignment.orderedBy",
            table: "assignment",
            column: "ordered_by_organisation_id",
            visible: Assignment::visible,
        },
        Referrer { by: "ActionPlan.owner", table: "action_plan", column: "owner_id", visible: ActionPlan::visible },
        Referrer { by: "Measure.responsible", table: "measure", column: "responsible_id", visible: Measure::visible },
    ];

    async fn apply(
        values: OrganisationValues,
        before: Option<&Model>,
        row: &mut Model,
        form: &mut Form,
        desk: &Desk,
    ) -> Result<()> {
        let OrganisationValues {
            kind,
            name,
            name_en,
            organisation_number,
            parent,
            short_name,
            territory_code,
            website,
        } = values;
        form.set("kind", kind, &mut row.kind);
        form.text("name", name, &mut row.name, TITLE);
        form.clearable_text("nameEn", name_en, &mut row.name_en, TITLE);
        form.clearable_text("organisationNumber", organisation_number, &mut row.organisation_number, CODE);
        form.clearable_text("shortName", short_name, &mut row.short_name, CODE);
        form.url("website", website, &mut row.website);
        let parent = reference::organisation(desk, form, "parent", parent).await?;
        form.clearable(parent, &mut row.parent_id);
        let territory = desk.by_code::<Territory>(form, "territoryCode", territory_code).await?;
        form.clearable(territory, &mut row.territory_id);
        if let Some(number) = &row.organisation_number {
            let before = before.and_then(|before| before.organisation_number.as_deref());
            desk.unique::<Organisation>(form, "organisationNumber", "organisation_number", before, number).await?;
        }
        check_tree(row, form, desk).await
    }
}

/// Walks up from the parent. The rows are locked, so that two moves at once cannot close a circle between them.
async fn check_tree(row: &Model, form: &mut Form, desk: &Desk) -> Result<()> {
    let mut above = row.parent_id;
    while let Some(id) = above {
        if id == row.id {
            form.refuse("parent", UserErrorCode::Cycle, "The organisation would stand above itself.");
            return Ok(());
        }
        above = desk.locked::<Organisation>(with_id::<Model>(id)).await?.pop().and_then(|parent| parent.parent_id);
    }
    Ok(())
}

payload!(CreateOrganisationPayload { organisation: Organisation });
payload!(UpdateOrganisationPayload { organisation: Organisation });

mutations! {
    Organisation with OrganisationValues, OrganisationMutation;
    create_organisation(CreateOrganisationInput) -> CreateOrganisationPayload;
    update_organisation(UpdateOrganisationInput) -> UpdateOrganisationPayload;
    delete_organisation(DeleteOrganisationInput) -> DeleteOrganisationPayload;
}
