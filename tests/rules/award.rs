//! An award's editions, their areas, and how the agency judges itself by them.

use rstest::rstest;
use serde_json::{Value, json};

use super::Stage;
use crate::support::{Backend, Backend::*, with};

const AWARD: &str = "Sveriges modernaste myndighet";

fn edition(year: i32) -> Value {
    json!({ "year": { "competition": AWARD, "year": year } })
}

async fn an_edition(stage: &Stage, year: i32) -> String {
    let id = stage.create("CompetitionEdition", json!({ "competition": AWARD, "year": year })).await;
    stage.create("AssessmentArea", area(year, "K", "Kund")).await;
    id
}

fn area(year: i32, code: &str, name: &str) -> Value {
    json!({ "edition": edition(year), "code": code, "name": name })
}

fn an_assessment(year: Option<i32>) -> Value {
    json!({ "title": "Inventeringen", "periodFrom": "2016-09-01", "periodTo": "2016-12-31", "edition": year.map(edition) })
}

fn score(assessment: &str, year: i32, code: &str, maturity: i32) -> Value {
    json!({ "selfAssessment": { "id": assessment }, "maturity": maturity,
        "area": { "code": { "edition": edition(year), "code": code } } })
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_competition_has_one_edition_a_year(#[values(Sqlite, Postgres)] on: Backend) {
    let stage = Stage::set(on).await;
    let of = |competition: &str, year: i32| json!({ "competition": competition, "year": year });
    stage.create("CompetitionEdition", of(AWARD, 2017)).await;
    let (at, create) = ("ALREADY_EXISTS input.year", "createCompetitionEdition");
    stage.breaks(create, of(AWARD, 2017), at, &["2017"]).await;
    stage.breaks(create, of(&format!(" {AWARD} "), 2017), at, &["2017"]).await;
    stage.create("CompetitionEdition", of("Kvalitetspriset", 2017)).await;
    let other = stage.create("CompetitionEdition", of(AWARD, 2019)).await;
    stage.change_breaks("CompetitionEdition", &other, json!({ "year": 2017 }), at, &["2017"]).await;
    for year in [1899, 3000] {
        stage.breaks(create, of(AWARD, year), "OUT_OF_RANGE input.year", &["1900 to 2999"]).await;
    }
    stage.change("CompetitionEdition", &other, json!({ "year": 2018 }), "").await;
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_code_names_one_area_of_an_edition(#[values(Sqlite, Postgres)] on: Backend) {
    let stage = Stage::set(on).await;
    an_edition(&stage, 2017).await;
    an_edition(&stage, 2019).await;
    let at = "ALREADY_EXISTS input.code";
    stage.breaks("createAssessmentArea", area(2017, "K", "Annat"), at, &["\"K\""]).await;
    let other = stage.create("AssessmentArea", area(2017, "L", "Ledning")).await;
    stage.change_breaks("AssessmentArea", &other, json!({ "code": "K" }), at, &["\"K\""]).await;
    stage.change("AssessmentArea", &other, json!({ "code": "M" }), "").await;
    let unknown = area(2018, "K", "Kund");
    let at = "UNKNOWN_REFERENCE input.edition";
    stage.breaks("createAssessmentArea", unknown, at, &["no CompetitionEdition", AWARD, "2018"]).await;
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn an_assessment_scores_the_areas_of_its_own_edition(#[values(Sqlite, Postgres)] on: Backend) {
    let stage = Stage::set(on).await;
    an_edition(&stage, 2017).await;
    let edition_2019 = an_edition(&stage, 2019).await;
    let assessment = stage.create("SelfAssessment", an_assessment(Some(2017))).await;
    let (create, at) = ("createAreaScore", "INVALID input.area");
    stage.breaks(create, score(&assessment, 2019, "K", 3), at, &["another edition"]).await;
    let free = stage.create("SelfAssessment", an_assessment(None)).await;
    stage.breaks(create, score(&free, 2017, "K", 3), at, &["edition"]).await;
    let unknown = score(&assessment, 2017, "X", 3);
    stage.breaks(create, unknown, "UNKNOWN_REFERENCE input.area", &["no AssessmentArea", "\"X\""]).await;
    stage.create("AreaScore", score(&assessment, 2017, "K", 3)).await;
    let moved = json!({ "edition": edition(2019) });
    stage.change_breaks("SelfAssessment", &assessment, moved, "IN_USE input.edition", &["scores"]).await;
    stage.change("SelfAssessment", &free, json!({ "edition": edition(2019) }), "").await;
    let words = ["SelfAssessment.edition (1)"];
    stage.delete_breaks("CompetitionEdition", &edition_2019, "IN_USE input.id", &words).await;
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn an_area_is_scored_once_from_1_to_5(#[values(Sqlite, Postgres)] on: Backend) {
    let stage = Stage::set(on).await;
    an_edition(&stage, 2017).await;
    stage.create("AssessmentArea", area(2017, "L", "Ledning")).await;
    let assessment = stage.create("SelfAssessment", an_assessment(Some(2017))).await;
    for wrong in [0, 6, -1] {
        let at = "OUT_OF_RANGE input.maturity";
        stage.breaks("createAreaScore", score(&assessment, 2017, "K", wrong), at, &["maturity", "1 to 5"]).await;
    }
    stage.create("AreaScore", score(&assessment, 2017, "K", 1)).await;
    let at = "ALREADY_EXISTS input.area";
    stage.breaks("createAreaScore", score(&assessment, 2017, "K", 2), at, &["has a score"]).await;
    let other = stage.create("AreaScore", score(&assessment, 2017, "L", 5)).await;
    let moved = json!({ "area": score("", 2017, "K", 1)["area"] });
    stage.change_breaks("AreaScore", &other, moved, at, &["has a score"]).await;
    stage.change("AreaScore", &other, json!({ "maturity": 4 }), "").await;
    let second = stage.create("SelfAssessment", an_assessment(Some(2017))).await;
    stage.create("AreaScore", score(&second, 2017, "K", 2)).await;
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn an_assessment_does_not_end_before_it_starts(#[values(Sqlite, Postgres)] on: Backend) {
    let stage = Stage::set(on).await;
    let (at, words) = ("OUT_OF_RANGE input.periodTo", ["periodTo (2016-08-31)", "periodFrom (2016-09-01)"]);
    let wrong = with(an_assessment(None), json!({ "periodTo": "2016-08-31" }));
    stage.breaks("createSelfAssessment", wrong, at, &words).await;
    let day = with(an_assessment(None), json!({ "periodTo": "2016-09-01" }));
    stage.create("SelfAssessment", day).await;
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn an_evaluation_or_a_self_assessment_found_it_and_not_both(#[values(Sqlite, Postgres)] on: Backend) {
    let stage = Stage::set(on).await;
    let dates = json!({ "title": "Egen", "periodFrom": "2017-01-01", "periodTo": "2017-02-01" });
    let own = json!({ "id": stage.create("SelfAssessment", dates).await });
    let evaluation = json!({ "id": stage.create("Evaluation", crate::support::an_evaluation("U")).await });
    let found = |over: serde_json::Value| crate::support::with(json!({ "kind": "NEED", "text": "Ett" }), over);
    stage.breaks("createFinding", found(json!({})), "REQUIRED input.evaluation", &["evaluation"]).await;
    let both = found(json!({ "evaluation": evaluation, "selfAssessment": own }));
    stage.breaks("createFinding", both, "INVALID input.selfAssessment", &["selfAssessment"]).await;
    let finding = stage.create("Finding", found(json!({ "selfAssessment": own }))).await;
    let seen = stage.see("finding", &finding, "evaluation { id } selfAssessment { id }").await;
    assert_eq!((&seen["evaluation"], &seen["selfAssessment"]), (&serde_json::Value::Null, &own));
    stage.delete("SelfAssessment", own["id"].as_str().expect("an id")).await;
    assert_eq!(stage.count("finding").await, 0, "it goes with it");
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn an_organisation_competes_once_in_an_edition(#[values(Sqlite, Postgres)] on: Backend) {
    let stage = Stage::set(on).await;
    an_edition(&stage, 2017).await;
    an_edition(&stage, 2019).await;
    let candidacy = |year: i32| json!({ "edition": edition(year), "organisation": { "name": "Myndigheten" } });
    let first = stage.create("Candidacy", candidacy(2017)).await;
    stage.create("Candidacy", candidacy(2019)).await;
    let (at, words) = ("ALREADY_EXISTS input.organisation", ["a candidacy in this edition"]);
    stage.breaks("createCandidacy", candidacy(2017), at, &words).await;
    stage.change("Candidacy", &first, json!({ "status": "WITHDRAWN" }), "").await;
    stage.create("Candidacy", candidacy(2017)).await;
}
