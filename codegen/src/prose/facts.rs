//! The facts as they are found: actions of an overlay, and the tables they come from.

use super::{Lifted, LiftedTable};
use crate::overlay::{Action, Effect, Overlay, Provenance, target_in};
use crate::pointer::Pointer;
use crate::report::Place;
use serde_json::{Value, json};

/// What was lifted so far.
pub struct Facts<'d> {
    document: &'d Value,
    actions: Vec<Action>,
    tables: Vec<LiftedTable>,
    /// Which parts of `components.schemas` the document lacks and no action has made yet.
    missing: Option<Value>,
}

impl<'d> Facts<'d> {
    /// No facts yet about a document.
    pub fn new(document: &'d Value) -> Self {
        let missing = match document.get("components") {
            Some(components) if components.get("schemas").is_some_and(Value::is_object) => None,
            _ => Some(json!({"components": {"schemas": {}}})),
        };
        Self { document, actions: Vec::new(), tables: Vec::new(), missing }
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

    /// Remembers what a schema was read from.
    pub fn table(&mut self, table: LiftedTable) {
        self.tables.push(table);
    }

    /// Everything that was lifted.
    pub fn finish(self) -> Lifted {
        let title = "What the descriptions say".to_owned();
        Lifted { overlay: Overlay { title, actions: self.actions }, tables: self.tables }
    }

    fn push(&mut self, at: &Pointer, effect: Effect, what: String, place: &Place, from: Provenance) {
        self.actions.push(Action {
            target: target_in(self.document, at),
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
