//! Where something is. Reference data: loaded when the database is migrated, and the same for everybody.

mod reference_data;

use entity::territory::{Model, TerritoryLevel};
use sea_orm::sea_query::{CommonTableExpression, Expr, ExprTrait, Query, SelectStatement, UnionType, WithClause};
use sea_orm::{Condition, DbBackend};

use super::evaluation::Evaluation;
use super::observation::Observation;
use super::organisation::Organisation;
use crate::error::Result;
use crate::kit::column::{among_texts, col, table};
use crate::kit::filter::{any_choice, any_text, bounded};
use crate::kit::object::{key, listing, object, roots};
use crate::kit::page::Via;
use crate::kit::rows::Rows;

object! {
    /// Territorium: the country, one of its parts, a county or a municipality.
    Territory of Model, visible: |_| Condition::all();
    lists {
        /// The territories directly below it: the country's parts, a part's counties, a county's municipalities.
        children: Territory via Via::Key("parent_id");
        /// Evaluations that concern this very territory; filter the root's list by territory for all below it too.
        evaluations: Evaluation via Via::listed_by::<entity::evaluation_territory::Model>();
        /// Utfall that hold for this very territory.
        observations: Observation via Via::Key("territory_id");
        /// Organisations that have their seat here.
        organisations: Organisation via Via::Key("territory_id");
    }
    impl {
        /// The territory that it lies in. Null: it is the country.
        async fn parent(&self, ctx: &async_graphql::Context<'_>) -> Option<Result<Territory>> {
            use crate::kit::node::Node;
            self.one(ctx, self.row.parent_id).await
        }
    }
}

listing! {
    Territory of Model, TerritoryFilter, TerritoryOrder by TerritoryOrderField;
    filter {
        /// Any of these codes.
        code: Vec<String> => |codes, reader| any_text(col::<Model>("code"), codes, reader);
        /// Any of these levels.
        level: Vec<TerritoryLevel> => |levels, reader| any_choice(col::<Model>("level"), levels, reader);
        /// Any of these territories, by code, and everything below them.
        within: Vec<String> => |codes, reader| below(col::<Model>("id"), codes, reader);
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
    TerritoryKey of Model {
        /// Kod, such as `25` for Norrbottens län or `2580` for Luleå.
        Code(String) => |code| Ok(Condition::all().add(col::<Model>("code").eq(code)));
    }
}

roots! {
    TerritoryQuery:
    /// Territorier: all of Sweden's counties and municipalities, its three parts, and the country itself.
    territories,
    /// One territory. Null: there is none with this key.
    territory(TerritoryKey) -> Territory
}

pub use reference_data::load;

/// Whether `expr` names one of these territories, by code, or one that lies below.
///
/// # Errors
/// `BadInput` for too long a list.
pub fn below(expr: Expr, codes: Vec<String>, reader: &Rows) -> Result<Condition> {
    Ok(Condition::all().add(expr.in_subquery(tree(reader.backend(), bounded(codes)?))))
}

/// The ids of the territories with these codes and of all below them.
fn tree(backend: DbBackend, codes: Vec<String>) -> SelectStatement {
    let mut roots = Query::select();
    roots.expr_as(col::<Model>("id"), "id").from(table::<Model>());
    roots.and_where(among_texts(backend, col::<Model>("code"), codes));
    let mut lower = Query::select();
    lower.expr_as(col::<Model>("id"), "id").from(table::<Model>());
    lower.inner_join("below", Expr::col(("below", "id")).eq(col::<Model>("parent_id")));
    let mut below = CommonTableExpression::new();
    below.table_name("below").column("id").query(roots.union(UnionType::Distinct, lower).take());
    let mut all = Query::select();
    all.expr(Expr::col(("below", "id"))).from("below");
    all.with_cte(WithClause::new().recursive(true).cte(below).to_owned());
    all
}
