//! Measures by the thousand, past the ledger, the same on both databases.

use entity::{
    action_plan, measure, measure_result_area, measure_update, organisation, result_area, steering_framework,
};
use sea_orm::{ConnectionTrait, Database, DbBackend};
use styrgraf::config::Database as Url;

use super::copies::{copies, unhurried};
use super::numbered::Table::{Area, Framework, Link, Measure, Plan, Unit, Update};
use super::numbered::{Numbered, one_of};
use super::support::App;

/// Updates of each measure.
pub const UPDATES: u32 = 5;

/// Organisations that are responsible for them.
const UNITS: u32 = 200;

/// How many there are, under how many parents, and who may see them.
pub struct Amount {
    pub measures: u32,
    /// Half of the measures are in the last.
    pub plans: u32,
    /// Each measure contributes to one or two, but for one in a thousand.
    pub areas: u32,
    /// Whether one in 25 measures is internal, one in 50 restricted, and one in 12 plans internal; else all of it is public.
    pub some_hidden: bool,
}

/// Beside what the demo holds. A tenth is in progress and a tenth planned, some of them late or silent.
pub async fn fill(app: &App, amount: &Amount) {
    parents(app, amount).await;
    measures(app, amount).await;
    links(app, amount).await;
    updates(app, amount).await;
    words(app).await;
    tidy(app).await;
}

/// The title of the measure of this number, as SQL.
pub fn title(number: &str) -> String {
    let deeds = ["Inför", "Utveckla", "Förenkla", "Kartlägg", "Följ upp", "Samordna", "Pröva"];
    let things = [
        "digitala ansökningar",
        "stödet till småföretag",
        "vägledningen om bidrag",
        "kompetensförsörjningen",
        "kunddialogen",
    ];
    let (deed, thing) = (one_of(&deeds, number), one_of(&things, number));
    format!("'Åtgärd ' || {number} || ': ' || {deed} || ' ' || {thing} || ' tillsammans med regionerna'")
}

async fn parents(app: &App, amount: &Amount) {
    let made = Numbered(app.backend());
    let unit = [("id", &*made.id(Unit, "number")), ("name", "'Enhet ' || number"), ("organisation_number", "NULL")];
    copies::<organisation::Column>(app, "organisation", UNITS, &unit, "").await;
    let access =
        if amount.some_hidden { "CASE WHEN number % 12 = 7 THEN 'INTERNAL' ELSE 'PUBLIC' END" } else { "'PUBLIC'" };
    let plan = [("id", &*made.id(Plan, "number")), ("title", "'Plan ' || number"), ("access", access)];
    copies::<action_plan::Column>(app, "action_plan", amount.plans, &plan, "").await;
    let framework = made.id(Framework, "1");
    let named = [("id", &*framework), ("name", "'Styrstruktur'")];
    copies::<steering_framework::Column>(app, "steering_framework", 1, &named, "").await;
    let area = [
        ("id", &*made.id(Area, "number")),
        ("framework_id", &framework),
        ("parent_id", "NULL"),
        ("code", "'R' || number"),
        ("name", "'Resultatområde ' || number"),
        ("position", "number"),
    ];
    copies::<result_area::Column>(app, "result_area", amount.areas, &area, "").await;
}

async fn measures(app: &App, Amount { measures, plans, some_hidden, .. }: &Amount) {
    let made = Numbered(app.backend());
    let plan = made.id(Plan, &format!("CASE WHEN number % 2 = 0 THEN {plans} ELSE number / 2 % {plans} + 1 END"));
    let access =
        "CASE number % 50 WHEN 7 THEN 'INTERNAL' WHEN 31 THEN 'INTERNAL' WHEN 13 THEN 'RESTRICTED' ELSE 'PUBLIC' END";
    let measure = [
        ("id", &*made.id(Measure, "number")),
        ("source", "NULL"),
        ("external_id", "NULL"),
        ("focus_area_id", "NULL"),
        ("action_plan_id", &plan),
        ("access", if *some_hidden { access } else { "'PUBLIC'" }),
        ("title", &title("number")),
        ("description", DESCRIPTION),
        ("responsible_id", &made.id(Unit, &format!("number / 7 % {UNITS} + 1"))),
        ("status", "CASE number % 10 WHEN 0 THEN 'IN_PROGRESS' WHEN 1 THEN 'PLANNED' ELSE 'COMPLETED' END"),
        ("progress", "number % 101"),
        ("health", HEALTH),
        ("due_on", &made.day("2020-01-01", "number % 4000 * 7919 % 4000")),
        ("silent_since", &made.day("2024-01-01", "number % 1030 * 17 % 1030")),
    ];
    copies::<measure::Column>(app, "measure", *measures, &measure, "").await;
}

async fn links(app: &App, Amount { measures, areas, .. }: &Amount) {
    let made = Numbered(app.backend());
    // Even numbers are a measure's first link, odd ones its second, to another area.
    let area = format!("((number / 2) + number % 2 * (1 + number / 2 / {areas} % ({areas} - 1))) % {areas} + 1");
    let link = [
        ("id", &*made.id(Link, "number")),
        ("measure_id", &made.id(Measure, "number / 2")),
        ("result_area_id", &made.id(Area, &area)),
    ];
    let which = format!(
        " WHERE number / 2 % 1000 <> 0 AND number / 2 BETWEEN 1 AND {measures} AND (number % 2 = 0 OR number / 2 % 3 = 0)"
    );
    copies::<measure_result_area::Column>(app, "measure_result_area", 2 * measures + 1, &link, &which).await;
}

async fn updates(app: &App, Amount { measures, .. }: &Amount) {
    let made = Numbered(app.backend());
    let of = format!("(number - 1) / {UPDATES} + 1");
    let update = [
        ("id", &*made.id(Update, "number")),
        ("measure_id", &made.id(Measure, &of)),
        ("source", "NULL"),
        ("external_id", "NULL"),
        ("reported_on", &made.day("2024-01-01", &format!("(number % {UPDATES}) * 170 + number / {UPDATES} % 160"))),
        ("progress", "number % 101"),
        ("health", HEALTH),
        ("comment", COMMENT),
    ];
    copies::<measure_update::Column>(app, "measure_update", UPDATES * measures, &update, "").await;
}

const HEALTH: &str = "CASE number % 4 WHEN 0 THEN 'ON_TRACK' WHEN 1 THEN 'AT_RISK' WHEN 2 THEN 'OFF_TRACK' END";

const DESCRIPTION: &str = "'Åtgärden tas fram i samråd med berörda enheter och med de myndigheter som har närliggande uppdrag. \
    Den omfattar en nulägesbeskrivning, förslag till arbetssätt och ett stöd för införandet, och den följs upp två gånger \
    om året i ledningsgruppen. Löpnummer ' || number || '.'";

const COMMENT: &str = "CASE number % 3 WHEN 0 THEN 'Arbetet följer planen' WHEN 1 THEN 'Upphandlingen drog ut på tiden' \
    ELSE 'Halva målgruppen är med' END || ', rapport ' || number";

/// The words of their titles, as a write would have made them.
async fn words(app: &App) {
    let number = "substr(title, 8, instr(title, ':') - 8)";
    let made = if app.backend() == DbBackend::Postgres {
        let words = format!(
            "array_to_tsvector(ARRAY['åtgärd', {}])",
            number.replace("instr(title, ':')", "strpos(title, ':')")
        );
        format!("{words}, {words}")
    } else {
        format!("'åtgärd ' || {number}, 'åtgärd ' || {number}")
    };
    let sql = format!(
        "INSERT INTO search_text (node_id, node_type, updated_ms, title, words)
         SELECT id, 'Measure', 0, {made} FROM measure WHERE title LIKE 'Åtgärd %: %'"
    );
    unhurried(app, &sql).await;
}

/// Does what PostgreSQL does by itself where that is not switched off, as it is for the tests.
async fn tidy(app: &App) {
    let Url::Postgres(url) = &app.config().database else { return app.tamper("ANALYZE").await };
    let connection = Database::connect(url.expose()).await.expect("a connection");
    connection.execute_unprepared("VACUUM ANALYZE").await.expect("VACUUM");
    connection.close().await.expect("closing");
}
