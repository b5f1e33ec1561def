//! The facts as they are found: actions of an overlay, and the tables they come from.

use super::{Lifted, LiftedTable};
use crate::overlay::{Action, Effect, Overlay, Provenance};
use crate::pointer::Pointer;
use crate::report::Place;
use serde_json::{Value, json};

/// What was lifted so far.
pub struct Facts {
    actions: Vec<Action>,
    tables: Vec<LiftedTable>,
    /// Which parts of `components.schemas` the document lacks and no action has made yet.
    missing: Option<Value>,
}

impl Facts {
    /// No facts yet about a document.
    pub fn new(document: &Value) -> Self {
        let missing = match document.get("components") {
            Some(components) if components.get("schemas").is_some_and(Value::is_object) => None,
            _ => Some(json!({"components": {"schemas": {}}})),
        };
        Self { actions: Vec::new(), tables: Vec::new(), missing }
    }

    /// Adds a fact: a value merged into the object at a place.
    pub fn update(&mut self, at: &Pointer, value: Value, what: String, place: &Place, from: Provenance) {
        self.push(at, Effect::Update(value), what, place, from);
    }

    /// Adds a fact: the value at a place is not there.
    pub fn remove(&mut self, at: &Pointer, what: String, place: &Place, from: Provenance) {
        self.push(at, Effect::Remove, what, place, from);
    }

    /// Adds a schema under `components.schemas`.
    pub fn component(&mut self, name: &str, schema: Value, what: String, place: &Place, from: Provenance) {
        if let Some(missing) = self.missing.take() {
            let what = "a place for the schemas that the descriptions hold".to_owned();
            self.push(&Pointer::root(), Effect::Update(missing), what, place, Provenance::default());
        }
        self.update(&schemas(), json!({ name: schema }), what, place, from);
    }

    /// Remembers the table a schema was read from.
    pub fn table(&mut self, at: &Pointer, text: &str, schema: &str) {
        let table = LiftedTable { at: at.clone(), text: text.to_owned(), schema: schema.to_owned() };
        if !self.tables.contains(&table) {
            self.tables.push(table);
        }
    }

    /// Everything that was lifted.
    pub fn finish(self) -> Lifted {
        let title = "What the descriptions say".to_owned();
        Lifted { overlay: Overlay { title, actions: self.actions }, tables: self.tables }
    }

    fn push(&mut self, at: &Pointer, effect: Effect, what: String, place: &Place, from: Provenance) {
        self.actions.push(Action {
            target: target(at),
            description: Some(what),
            effect,
            place: place.clone(),
            provenance: Some(from),
        });
    }
}

/// The place of the schemas.
pub fn schemas() -> Pointer {
    Pointer::root().child("components").child("schemas")
}

/// The JSONPath (RFC 9535) of exactly one place.
pub fn target(at: &Pointer) -> String {
    let mut path = String::from("$");
    for token in at.tokens() {
        let plain = token.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
            && token.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
        let index = !token.is_empty() && token.len() < 6 && token.bytes().all(|b| b.is_ascii_digit());
        match (plain, index) {
            (true, _) => path.extend([".", &token]),
            (_, true) if is_array_index(at, &token) => path.extend(["[", &token, "]"]),
            _ => path.extend(["['", &escaped(&token), "']"]),
        }
    }
    path
}

/// Whether a number in a pointer counts the items of an array: a status code of `responses` does not.
fn is_array_index(at: &Pointer, token: &str) -> bool {
    let arrays = ["parameters", "allOf", "anyOf", "oneOf", "tags", "servers", "prefixItems"];
    let tokens: Vec<String> = at.tokens().collect();
    tokens.windows(2).any(|pair| pair[1] == token && arrays.contains(&pair[0].as_str()))
}

fn escaped(token: &str) -> String {
    let mut text = String::new();
    for c in token.chars() {
        match c {
            '\'' => text.push_str("\\'"),
            '\\' => text.push_str("\\\\"),
            c if c.is_control() => text.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => text.push(c),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_literal() {
        let at =
            Pointer::root().child("paths").child("/a/{b's}").child("post").child("responses").child("200");
        assert_eq!(target(&at), "$.paths['/a/{b\\'s}'].post.responses['200']");
        let at = Pointer::root().child("x").child("parameters").child(2).child("schema");
        assert_eq!(target(&at), "$.x.parameters[2].schema");
        assert_eq!(target(&Pointer::root()), "$");
    }
}
