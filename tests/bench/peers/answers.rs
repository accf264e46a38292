//! Whether all answer the same.

use serde_json::Value;

/// The data of an answer, in Styrgraf's shape.
pub fn read(body: &[u8]) -> Value {
    let mut answer: Value = serde_json::from_slice(body).expect("JSON");
    assert!(answer.get("errors").is_none(), "errors: {answer}");
    let mut data = answer["data"].take();
    for measure in data["measures"]["nodes"].as_array_mut().into_iter().flatten() {
        flatten(&mut measure["resultAreas"]);
    }
    data
}

/// `PostGraphile` shows the links to the areas, in an order of its own; Styrgraf the areas.
fn flatten(areas: &mut Value) {
    if let Some(links) = areas.get_mut("nodes") {
        let of = |link: &mut Value| link["area"].take();
        *areas = links.as_array_mut().into_iter().flatten().map(of).collect();
    }
    let code = |area: &Value| area["code"].as_str().unwrap_or_default().to_owned();
    areas.as_array_mut().expect("a list").sort_by_key(code);
}

/// The first place at which two answers differ, and what is there.
pub fn difference(one: &Value, other: &Value) -> Option<String> {
    find(one, other, "")
}

fn find(one: &Value, other: &Value, place: &str) -> Option<String> {
    let lengths = match (one, other) {
        (Value::Object(one), Value::Object(other)) => (one.len(), other.len()),
        (Value::Array(one), Value::Array(other)) => (one.len(), other.len()),
        _ => return (one != other).then(|| format!("{place}: {one} and {other}")),
    };
    if lengths.0 != lengths.1 {
        return Some(format!("{place}: lengths {} and {}", lengths.0, lengths.1));
    }
    let keys: Vec<String> = match one {
        Value::Object(fields) => fields.keys().cloned().collect(),
        _ => (0..one.as_array().map_or(0, Vec::len)).map(|n| n.to_string()).collect(),
    };
    let at = |key: &String| {
        let pointer = format!("/{key}");
        let (one, other) = (one.pointer(&pointer), other.pointer(&pointer));
        find(one.unwrap_or(&Value::Null), other.unwrap_or(&Value::Null), &format!("{place}{pointer}"))
    };
    keys.iter().find_map(at)
}
