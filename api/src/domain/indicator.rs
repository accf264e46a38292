//! What results are measured by.

use async_graphql::{InputObject, MaybeUndefined};
use entity::indicator::{IndicatorAggregation, IndicatorDirection, IndicatorKind, Model};
use sea_orm::Condition;
use sea_orm::sea_query::ExprTrait;

use super::desk::Desk;
use super::editing::{Editable, Referrer};
use super::mutation::{mutations, payload};
use super::observation::Observation;
use super::organisation::Organisation;
use super::reference::{self, OrganisationRef};
use super::steering::ResultArea;
use crate::error::Result;
use crate::kit::column::col;
use crate::kit::filter::{any_choice, any_id, any_text};
use crate::kit::form::{CODE, FREE_TEXT, Form, TITLE};
use crate::kit::node::Node;
use crate::kit::object::{key, listing, object, roots};
use crate::kit::page::Via;

object! {
    /// Indikator: what is observed to tell whether a result is reached.
    Indicator of Model, visible: |_| Condition::all();
    lists {
        /// Utfall: what has been observed.
        observations: Observation via Via::Key("indicator_id");
    }
    impl {
        /// Who answers for it. Null: not said.
        async fn owner(&self, ctx: &async_graphql::Context<'_>) -> Option<Result<Organisation>> {
            self.one(ctx, self.row.owner_id).await
        }

        /// The result area of whose results it tells. Null: none.
        async fn result_area(&self, ctx: &async_graphql::Context<'_>) -> Option<Result<ResultArea>> {
            self.one(ctx, self.row.result_area_id).await
        }
    }
}

listing! {
    Indicator of Model, IndicatorFilter, IndicatorOrder by IndicatorOrderField;
    filter {
        /// Any of these codes.
        code: Vec<String> => |codes, reader| any_text(col::<Model>("code"), codes, reader);
        /// Any of these kinds.
        kind: Vec<IndicatorKind> => |kinds, reader| any_choice(col::<Model>("kind"), kinds, reader);
        /// Of any of these result areas.
        result_area: Vec<async_graphql::ID> => |ids, reader| {
            any_id::<entity::result_area::Model>(col::<Model>("result_area_id"), ids, reader)
        };
    }
    order {
        default Code Asc;
        /// Kod.
        Code => SortKey::Swedish("code");
        /// Namn, in Swedish alphabetical order.
        Name => SortKey::Swedish("name");
    }
}

key! {
    IndicatorKey of Model {
        /// Kod.
        Code(String) => |code| Ok(Condition::all().add(col::<Model>("code").eq(code)));
    }
}

roots! {
    IndicatorQuery:
    /// Indikatorer: what results are measured by.
    indicators,
    /// One indicator. Null: there is none with this key.
    indicator(IndicatorKey) -> Indicator
}

/// Uppgifter om en indikator.
#[derive(Debug, Clone, InputObject)]
pub struct IndicatorValues {
    /// How figures of several territories or periods are put together. Needed for a new one.
    aggregation: MaybeUndefined<IndicatorAggregation>,
    /// Kod: unique, at most 40 characters. Needed for a new one.
    code: MaybeUndefined<String>,
    /// With how many decimals figures are shown, 0 to 10. 0 if nothing is said.
    decimals: MaybeUndefined<i32>,
    /// Definition, at most 20,000 characters. Null: not defined.
    definition: MaybeUndefined<String>,
    /// Which way is better. Needed for a new one.
    direction: MaybeUndefined<IndicatorDirection>,
    /// What it tells of. Needed for a new one.
    kind: MaybeUndefined<IndicatorKind>,
    /// Namn, in Swedish, at most 300 characters. Needed for a new one.
    name: MaybeUndefined<String>,
    /// The name in English, at most 300 characters. Null: not known.
    name_en: MaybeUndefined<String>,
    /// Who answers for it. Null: nobody is said to.
    owner: MaybeUndefined<OrganisationRef>,
    /// The code of the result area of whose results it tells. Null: none.
    result_area_code: MaybeUndefined<String>,
    /// Enhet, in words, at most 300 characters. Needed for a new one.
    unit: MaybeUndefined<String>,
    /// The unit's code in a list of units, at most 40 characters. Null: it has none.
    unit_code: MaybeUndefined<String>,
}

const DECIMALS: std::ops::RangeInclusive<i32> = 0..=10;

impl Editable for Indicator {
    type Values = IndicatorValues;
    type Links = ();

    const REFERRERS: &'static [Referrer] = &[Referrer {
        by: "Observation.indicator",
        table: "observation",
        column: "indicator_id",
        visible: Observation::visible,
    }];

    async fn apply(
        values: IndicatorValues,
        before: Option<&Model>,
        row: &mut Model,
        form: &mut Form,
        desk: &Desk,
    ) -> Result<()> {
        let IndicatorValues {
            aggregation,
            code,
            decimals,
            definition,
            direction,
            kind,
            name,
            name_en,
            owner,
            result_area_code,
            unit,
            unit_code,
        } = values;
        form.set("aggregation", aggregation, &mut row.aggregation);
        form.text("code", code, &mut row.code, CODE);
        form.number("decimals", decimals, &mut row.decimals, DECIMALS);
        form.clearable_text("definition", definition, &mut row.definition, FREE_TEXT);
        form.set("direction", direction, &mut row.direction);
        form.set("kind", kind, &mut row.kind);
        form.text("name", name, &mut row.name, TITLE);
        form.clearable_text("nameEn", name_en, &mut row.name_en, TITLE);
        form.text("unit", unit, &mut row.unit, TITLE);
        form.clearable_text("unitCode", unit_code, &mut row.unit_code, CODE);
        let owner = reference::organisation(desk, form, "owner", owner).await?;
        form.clearable(owner, &mut row.owner_id);
        let area = desk.by_code::<ResultArea>(form, "resultAreaCode", result_area_code).await?;
        form.clearable(area, &mut row.result_area_id);
        desk.unique::<Indicator>(form, "code", "code", before.map(|before| &*before.code), &row.code).await
    }
}

payload!(CreateIndicatorPayload { indicator: Indicator });
payload!(UpdateIndicatorPayload { indicator: Indicator });

mutations! {
    Indicator with IndicatorValues, IndicatorMutation;
    create_indicator(CreateIndicatorInput) -> CreateIndicatorPayload;
    update_indicator(UpdateIndicatorInput) -> UpdateIndicatorPayload;
    delete_indicator(DeleteIndicatorInput) -> DeleteIndicatorPayload;
}
