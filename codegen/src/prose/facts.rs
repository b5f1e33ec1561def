//! The facts as they are found: actions of an overlay, and the tables they come from.

use super::{Doubt, Lifted, LiftedTable};
use crate::overlay::{Action, Effect, Overlay, Provenance, target_in};
use crate::pointer::Pointer;
use crate::report::Place;
use serde_json::{Value, json};

/// What was lifted so far.
pub struct Facts<'d> {
    document: &'d Value,
    actions: Vec<Action>,
    tables: Vec<LiftedTable>,
    doubts: Vec<Doubt>,
    /// Whether the document has `components.schemas`, or an action made them.
    has_schemas: bool,
}

impl<'d> Facts<'d> {
    /// No facts yet about a document.
    pub fn new(document: &'d Value) -> Self {
        let has_schemas = document.pointer("/components/schemas").is_some_and(Value::is_object);
        Self { document, actions: Vec::new(), tables: Vec::new(), doubts: Vec::new(), has_schemas }
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
        let schema = json!({ name: schema });
        if self.has_schemas {
            return self.update(&schemas(), schema, what, place, from);
        }
        self.has_schemas = true;
        self.update(&Pointer::root(), json!({"components": {"schemas": schema}}), what, place, from);
    }

    /// Remembers what a schema was read from.
    pub fn table(&mut self, table: LiftedTable) {
        self.tables.push(table);
    }

    /// Remembers a property whose type was not understood.
    pub fn doubt(&mut self, doubt: Doubt) {
        self.doubts.push(doubt);
    }

    /// Everything that was lifted.
    pub fn finish(self) -> Lifted {
        let title = "What the descriptions say".to_owned();
        Lifted { overlay: Overlay { title, actions: self.actions }, tables: self.tables, doubts: self.doubts }
    }

    fn push(&mut self, at: &Pointer, effect: Effect, what: String, place: &Place, from: Provenance) {
        self.actions.push(Action {
            target: target_in(self.document, at),
            description: Some(sentence(&from.to_string(), &what)),
            effect,
            place: place.clone(),
            provenance: Some(from),
        });
    }
}

/// "Row 3 of table 1 under “Parameters”: `name` of `Order`."
fn sentence(from: &str, what: &str) -> String {
    let text = if from.is_empty() { what.to_owned() } else { format!("{from}: {what}") };
    let mut letters = text.chars();
    let first = letters.next().map(|first| first.to_uppercase().to_string()).unwrap_or_default();
    format!("{first}{}.", letters.as_str().trim_end_matches('.'))
}

/// The place of the schemas.
pub fn schemas() -> Pointer {
    Pointer::root().child("components").child("schemas")
}
