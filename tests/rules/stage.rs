//! A server with what most objects need, and an editor who keeps the rules or breaks them.

use serde_json::{Value, json};

use crate::support::{Actor, App, Backend, Role, World, an_evaluation, id_of, with};

pub struct Stage {
    pub app: App,
    pub world: World,
}

impl Stage {
    pub async fn set(on: Backend) -> Self {
        let app = App::start(on).await;
        let world = World::of(&app).await;
        Self { app, world }
    }

    pub fn editor(&self) -> Actor<'_> {
        self.app.as_role(Role::Editor)
    }

    /// Creates an object, which must succeed. Its global id.
    pub async fn create(&self, kind: &str, input: Value) -> String {
        self.editor().create(kind, input).await
    }

    /// Changes an object, which must succeed. These fields of it.
    pub async fn change(&self, kind: &str, id: &str, over: Value, fields: &str) -> Value {
        let mutation = format!("update{kind}");
        let answer = self.editor().mutate(&mutation, with(json!({ "id": id }), over), fields).await;
        answer.written(&mutation).clone()
    }

    /// An editor's mutation breaks one rule: it is refused with this code at this path, such as `CYCLE input.parent`, in
    /// these words, and nothing is written.
    pub async fn breaks(&self, mutation: &str, input: Value, at: &str, words: &[&str]) {
        let before = self.app.changes().await;
        let answer = self.editor().mutate(mutation, input.clone(), "").await;
        let errors = answer.user_errors(mutation);
        let [error] = &errors[..] else { panic!("{mutation} {input} has not one error, {at}: {}", answer.body) };
        assert_eq!(format!("{} {}", error.code, error.path), at, "{mutation} {input}: {}", error.message);
        for word in words {
            assert!(error.message.contains(word), "\"{word}\" is not in \"{}\"", error.message);
        }
        assert!(answer.at(&format!("/{mutation}/revision")).is_null(), "{}", answer.body);
        assert_eq!(self.app.changes().await, before, "{mutation} {input} was refused, and yet something was written");
    }

    /// The same for a change of an object.
    pub async fn change_breaks(&self, kind: &str, id: &str, over: Value, at: &str, words: &[&str]) {
        self.breaks(&format!("update{kind}"), with(json!({ "id": id }), over), at, words).await;
    }

    /// The same for its deletion.
    pub async fn delete_breaks(&self, kind: &str, id: &str, at: &str, words: &[&str]) {
        self.breaks(&format!("delete{kind}"), json!({ "id": id }), at, words).await;
    }

    pub async fn delete(&self, kind: &str, id: &str) {
        let mutation = format!("delete{kind}");
        let answer = self.editor().mutate(&mutation, json!({ "id": id }), "").await;
        assert_eq!(answer.user_errors(&mutation), []);
    }

    /// What an editor sees of an object, found by its id with a look-up such as `meeting`.
    pub async fn see(&self, look_up: &str, id: &str, fields: &str) -> Value {
        let query = format!("query ($id: ID!) {{ {look_up}(by: {{ id: $id }}) {{ {fields} }} }}");
        self.editor().ask_with(query, json!({ "id": id })).await.at(&format!("/{look_up}")).clone()
    }

    pub async fn count(&self, table: &str) -> i64 {
        self.app.number(&format!("SELECT count(*) AS number FROM {table}")).await
    }

    pub fn person(&self) -> String {
        id_of::<entity::person::Model>(self.world.person)
    }

    pub fn plan(&self) -> String {
        id_of::<entity::action_plan::Model>(self.world.plan)
    }

    pub async fn meeting(&self, title: &str) -> String {
        self.create("Meeting", a_meeting(title)).await
    }

    pub async fn item(&self, meeting: &str, purpose: &str) -> String {
        let item = json!({ "meeting": { "id": meeting }, "title": "Punkten", "purpose": purpose });
        self.create("AgendaItem", item).await
    }

    /// An item that was deferred, on a meeting of its own.
    pub async fn deferred(&self) -> String {
        let item = self.item(&self.meeting("Mötet").await, "DISCUSSION").await;
        for status in ["SCHEDULED", "DEFERRED"] {
            self.change("AgendaItem", &item, json!({ "status": status }), "").await;
        }
        item
    }

    pub async fn recommendation(&self) -> String {
        let evaluation = self.create("Evaluation", an_evaluation("Utvärderingen")).await;
        self.create("Recommendation", json!({ "evaluation": { "id": evaluation }, "text": "Gör så" })).await
    }
}

pub fn a_meeting(title: &str) -> Value {
    json!({ "body": { "name": "Ledningsgruppen" }, "title": title, "startsOn": "2017-10-31" })
}

/// A new decision's input.
pub fn a_decision(item: &str, kind: &str) -> Value {
    json!({ "agendaItem": { "id": item }, "kind": kind, "text": "Gruppen beslutar", "decidedOn": "2017-10-31" })
}
