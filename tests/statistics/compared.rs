//! Statistics compared with what the lists hold, for everybody and by everything.

use std::collections::BTreeMap;

use rstest::rstest;
use serde_json::Value;

use super::query;
use crate::access::case::ALL;
use crate::hidden::mix;
use crate::support::{Actor, App, Backend, Backend::*};

/// A type, and what its objects are grouped by: the grouping, its field in the group, and where an object has it.
struct Subject {
    root: &'static str,
    list: &'static str,
    by: &'static [(&'static str, &'static str, Has)],
    /// Numbers of a group, each the count of the objects that have the field.
    counts: &'static [&'static str],
}

/// Where an object has what it is grouped by.
#[derive(Clone, Copy)]
enum Has {
    /// In a field of its own.
    Value,
    /// It names another object.
    Object,
    /// It names several of them, in this list.
    Several(&'static str),
    /// The month of this date.
    Month(&'static str),
    /// The year of this date.
    Year(&'static str),
}
use Has::{Month, Object, Several, Value as Own, Year};

const SUBJECTS: [Subject; 4] = [
    Subject {
        root: "measureStatistics",
        list: "measures",
        by: &[
            ("STATUS", "status", Own),
            ("HEALTH", "health", Own),
            ("RESPONSIBLE", "responsible", Object),
            ("ACTION_PLAN", "actionPlan", Object),
            ("FOCUS_AREA", "focusArea", Object),
            ("RESULT_AREA", "resultArea", Several("resultAreas")),
            ("DUE_MONTH", "dueMonth", Month("dueOn")),
        ],
        counts: &["overdue", "stale"],
    },
    Subject {
        root: "evaluationStatistics",
        list: "evaluations",
        by: &[
            ("STATUS", "status", Own),
            ("KIND", "kind", Own),
            ("COMMISSIONER", "commissioner", Object),
            ("TERRITORY", "territory", Several("territories")),
            ("RESULT_AREA", "resultArea", Several("resultAreas")),
            ("DELIVERED_YEAR", "deliveredYear", Year("deliveredOn")),
        ],
        counts: &[],
    },
    Subject {
        root: "observationStatistics",
        list: "observations",
        by: &[
            ("STATUS", "status", Own),
            ("CLAIM", "claim", Own),
            ("INDICATOR", "indicator", Object),
            ("TERRITORY", "territory", Object),
            ("EVALUATION", "evaluation", Object),
            ("PERIOD_YEAR", "periodYear", Year("periodTo")),
        ],
        counts: &[],
    },
    Subject {
        root: "recommendationStatistics",
        list: "recommendations",
        by: &[
            ("STATUS", "status", Own),
            ("PRIORITY", "priority", Own),
            ("ADDRESSED_TO", "addressedTo", Object),
            ("EVALUATION", "evaluation", Object),
            ("DUE_MONTH", "dueMonth", Month("dueOn")),
        ],
        counts: &["overdue"],
    },
];

impl Has {
    /// What the list has to select.
    fn in_list(self, field: &str) -> String {
        match self {
            Own => field.to_owned(),
            Object => format!("{field} {{ id }}"),
            Several(list) => format!("{list} {{ id }}"),
            Month(date) | Year(date) => date.to_owned(),
        }
    }

    fn in_group(self, field: &str) -> String {
        if matches!(self, Object | Several(_)) { format!("{field} {{ id }}") } else { field.to_owned() }
    }

    /// What an object has, each once.
    fn of(self, field: &str, object: &Value) -> Vec<Value> {
        let part = |date: &str, length: usize| object[date].as_str().map(|day| day[..length].to_owned());
        match self {
            Own | Object => vec![object[field].clone()],
            Several(list) => match object[list].as_array().expect("a list") {
                none if none.is_empty() => vec![Value::Null],
                several => several.clone(),
            },
            Month(date) => vec![part(date, 7).into()],
            Year(date) => vec![part(date, 4).map(|year| year.parse::<i64>().expect("a year")).into()],
        }
    }
}

/// Count, progress of those that are not cancelled, and the subject's counts.
type Numbers = (i64, Vec<f64>, Vec<i64>);

fn expected(subject: &Subject, by: &[usize], nodes: &[Value]) -> BTreeMap<String, Numbers> {
    let mut groups = BTreeMap::new();
    if by.is_empty() {
        groups.insert("[]".to_owned(), (0, Vec::new(), vec![0; subject.counts.len()]));
    }
    for node in nodes {
        let mut keys: Vec<Vec<Value>> = vec![Vec::new()];
        for index in by {
            let (_, field, has) = subject.by[*index];
            let of = has.of(field, node);
            keys = keys
                .iter()
                .flat_map(|key| of.iter().map(|one| [&key[..], std::slice::from_ref(one)].concat()))
                .collect();
        }
        for key in keys {
            let key = Value::from(key).to_string();
            let numbers = groups.entry(key).or_insert_with(|| (0, Vec::new(), vec![0; subject.counts.len()]));
            numbers.0 += 1;
            numbers.1.extend(node["progress"].as_f64().filter(|_| node["status"] != "CANCELLED"));
            for (count, field) in numbers.2.iter_mut().zip(subject.counts) {
                *count += i64::from(node[field] == true);
            }
        }
    }
    groups
}

async fn all(actor: &Actor<'_>, subject: &Subject) -> Vec<Value> {
    let fields: Vec<String> = subject.by.iter().map(|(_, field, has)| has.in_list(field)).collect();
    let progress = if subject.list == "measures" { "progress" } else { "" };
    let selection = format!("{} {} {progress}", fields.join(" "), subject.counts.join(" "));
    let answer =
        actor.ask(format!("{{ it: {}(first: 100) {{ totalCount nodes {{ {selection} }} }} }}", subject.list)).await;
    let nodes = answer.at("/it/nodes").as_array().expect("nodes").clone();
    assert_eq!(answer.at("/it/totalCount"), nodes.len(), "more than one page: {}", subject.list);
    nodes
}

async fn compare(actor: &Actor<'_>, subject: &Subject, by: &[usize], nodes: &[Value]) {
    let chosen: Vec<_> = by.iter().map(|index| subject.by[*index]).collect();
    let names: Vec<&str> = chosen.iter().map(|(name, ..)| *name).collect();
    let fields: Vec<String> = chosen.iter().map(|(_, field, has)| has.in_group(field)).collect();
    let mean = if subject.list == "measures" { "meanProgress" } else { "" };
    let selection = format!("count {mean} {} {}", subject.counts.join(" "), fields.join(" "));
    let arguments = format!("(groupBy: [{}], first: 200)", names.join(", "));
    let answer = actor.ask(query(subject.root, &arguments, &selection)).await;
    let groups = answer.at("/it/groups").as_array().expect("groups");
    let mut expected = expected(subject, by, nodes);
    assert_eq!(answer.at("/it/groupCount"), expected.len(), "{names:?}");
    assert_eq!(groups.len(), expected.len(), "{names:?}");
    for group in groups {
        let key = chosen.iter().map(|(_, field, _)| group[*field].clone()).collect::<Value>().to_string();
        let (count, progress, counts) = expected.remove(&key).unwrap_or_else(|| panic!("no group {key}: {names:?}"));
        assert_eq!(group["count"], count, "{key}");
        for (field, count) in subject.counts.iter().zip(counts) {
            assert_eq!(group[field], count, "{key} {field}");
        }
        if !mean.is_empty() {
            #[expect(clippy::cast_precision_loss, reason = "there are few")]
            let mean = (!progress.is_empty()).then(|| progress.iter().sum::<f64>() / progress.len() as f64);
            assert_eq!(group["meanProgress"].as_f64(), mean, "{key}");
        }
    }
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn everybody_is_told_what_the_lists_hold_by_everything(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::demo(on).await;
    mix(&app).await;
    let mut sizes = BTreeMap::new();
    for subject in &SUBJECTS {
        for who in ALL {
            let actor = who.actor(&app);
            let nodes = all(&actor, subject).await;
            sizes.entry(subject.list).or_insert_with(Vec::new).push(nodes.len());
            let count = subject.by.len();
            compare(&actor, subject, &[], &nodes).await;
            for one in 0..count {
                compare(&actor, subject, &[one], &nodes).await;
                for other in (0..count).filter(|other| *other != one) {
                    compare(&actor, subject, &[one, other], &nodes).await;
                }
            }
            compare(&actor, subject, &[0, count - 1, count - 2], &nodes).await;
        }
    }
    // Not all see the same, or there would be nothing to compare.
    assert!(sizes.values().all(|sizes| sizes[0] < sizes[5]), "{sizes:?}");
}
