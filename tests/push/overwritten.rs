//! The source is the master of what it pushes: what an editor changed is replaced, and the result says so.

use rstest::rstest;
use serde_json::{Value, json};

use super::{PUSH, push, row, with_indicator};
use crate::support::{Answer, App, Backend, Backend::*, Role};

async fn overwritten(app: &App, over: Value) -> Vec<Value> {
    let query = PUSH.replace("statusKept", "overwritten");
    let input = json!({ "input": { "source": "tests", "evaluations": [row("a", over)] } });
    let answer: Answer = app.as_role(Role::Integration).ask_with(query, input).await;
    answer.at("/pushEvaluations/results/0/overwritten").as_array().cloned().expect("fields")
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_push_says_which_of_an_editors_words_it_replaced(#[values(Sqlite, Postgres)] on: Backend) {
    let app = with_indicator(on).await;
    let pushed = push(&app, &[row("a", json!({ "summary": "Kort", "territoryCodes": ["25"] }))]).await;
    let id = pushed.text("/pushEvaluations/results/0/evaluation/id").to_owned();
    assert_eq!(overwritten(&app, json!({ "summary": "Kortare" })).await, [] as [Value; 0], "that was the source's own");
    let edit = json!({ "id": id, "summary": "Redaktörens", "titleEn": "English", "territoryCodes": ["2580"] });
    app.as_role(Role::Editor).mutate("updateEvaluation", edit, "version").await.written("updateEvaluation");
    assert_eq!(overwritten(&app, json!({ "titleEn": "English" })).await, [] as [Value; 0], "nothing differs");
    let fields = overwritten(&app, json!({ "summary": "Källans", "title": "Ny", "territoryCodes": ["25"] })).await;
    assert_eq!(fields, ["summary", "territories"], "the title was the source's");
    assert_eq!(
        overwritten(&app, json!({ "summary": "Källans igen" })).await,
        [] as [Value; 0],
        "it is the source's again"
    );
    assert!(styrgraf::ledger::verify(&app.server.db, None).await.expect("a report").is_intact());
}
