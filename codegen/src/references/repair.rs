//! How a document goes on without what its references do not lead to.

use super::inner::inner_schema;
use super::{Dangling, Leads, astray, dangling, find};
use crate::case::Words;
use crate::overlay::{Action, Effect, Overlay, target_in};
use crate::pointer::Pointer;
use crate::report::{Code, Diagnostic, Place, Report};
use crate::shape::{Kind, SECTIONS};
use crate::source::Document;
use serde_json::{Value, json};
use std::cell::OnceCell;
use std::collections::{HashMap, HashSet};

/// The edits that take every reference to nothing out of the document, each with a diagnostic.
///
/// A schema of `#/components/schemas` that does not exist is added there, as any value; any other schema becomes
/// any value where it is used; what is not a schema is removed from its parent. A reference to nothing whose name
/// is that of a component is led there, and one for a schema that leads to what has a schema, such as a response, to that.
///
/// Every target is literal ([`target_in`]), so that the edits apply to the published document as well.
pub fn repair(document: &Document, report: &mut Report) -> Overlay {
    repair_those(document, dangling(document), report)
}

/// Like [`repair`], but for a document of any 3.x dialect. References that lead out of the document stay, and so do
/// those to what an `$anchor` or `$id` names.
pub(crate) fn repair_raw(document: &Document, report: &mut Report) -> Overlay {
    repair_those(document, find(document, true), report)
}

fn repair_those(document: &Document, all: Vec<Dangling>, report: &mut Report) -> Overlay {
    let mut edits = Edits {
        document,
        updates: Vec::new(),
        removals: Vec::new(),
        added: HashMap::new(),
        names: OnceCell::new(),
    };
    // What another stage has said about a reference is more exact.
    let is_about_references =
        |d: &&Diagnostic| matches!(d.code, Code::ForeignReference | Code::DanglingReference | Code::TooLarge);
    let told: HashSet<Place> =
        report.diagnostics().iter().filter(is_about_references).map(|d| d.place.clone()).collect();
    for dangling in all {
        let diagnostic = edits.repair(&dangling);
        if !told.contains(&diagnostic.place) {
            report.push(diagnostic);
        }
    }
    // Removals come last, from the end to the start, so that no index of a target has moved when its turn comes.
    let Edits { mut updates, removals, .. } = edits;
    updates.extend(removals.into_iter().rev());
    Overlay { title: "References to nothing".into(), actions: updates }
}

struct Edits<'a> {
    document: &'a Document,
    updates: Vec<Action>,
    removals: Vec<Action>,
    /// What is to be done about each schema that is added already, by its name.
    added: HashMap<String, String>,
    /// The names of the component schemas, once they are asked for.
    names: OnceCell<Words<'a>>,
}

impl Edits<'_> {
    fn repair(&mut self, dangling: &Dangling) -> Diagnostic {
        let Dangling { target, kind, leads, .. } = dangling;
        let (code, where_to) = match leads {
            Leads::Elsewhere => (Code::ForeignReference, "leads out of the document".to_owned()),
            Leads::Nowhere => (Code::DanglingReference, "leads to nothing".to_owned()),
            Leads::InACircle => (Code::DanglingReference, "leads round in a circle".to_owned()),
            Leads::To(other) => (Code::DanglingReference, format!("leads to {}", Kind::any(other))),
        };
        let message = format!("the {kind} `{target}` {where_to}");
        let help = if let Some(inner) = inner_schema(&self.document.value, dangling) {
            self.update(dangling, json!({"$ref": inner}));
            format!("it is read as the schema in it, `{inner}`; correct the reference")
        } else if let Some(same) = self.namesake(dangling) {
            let help = format!("it is read as `{same}`, which has the same name; correct the reference");
            self.update(dangling, json!({"$ref": same}));
            help
        } else if *kind == Kind::Schema.name() {
            self.any_value(dangling)
        } else {
            self.remove(dangling);
            format!("it is left out; add the {kind}, or remove the reference, with an overlay")
        };
        Diagnostic::new(code, self.document.place(dangling.at.clone()), message, help)
    }

    /// The component, or the schema of an enclosing schema's `$defs`, that has the name of the reference.
    fn namesake(&self, dangling: &Dangling) -> Option<String> {
        if dangling.leads == Leads::Elsewhere {
            return None;
        }
        let name = dangling.target.rsplit(['/', '#']).next().filter(|name| !name.is_empty())?;
        let (kind, section) = section(dangling.kind)?;
        let component = format!("#/components/{section}/{name}");
        if self.has(&component, kind) {
            return Some(component);
        }
        let mut above = dangling.at.clone();
        while let Some((parent, _)) = above.split() {
            for key in ["$defs", "definitions"] {
                let candidate = format!("#{parent}/{key}/{name}");
                if dangling.kind == Kind::Schema.name() && self.has(&candidate, kind) {
                    return Some(candidate);
                }
            }
            above = parent;
        }
        None
    }

    fn has(&self, reference: &str, kind: Kind) -> bool {
        astray(&self.document.value, reference, kind, false).is_none()
    }

    /// Makes a schema that does not exist any value. Returns what to do about it.
    fn any_value(&mut self, dangling: &Dangling) -> String {
        let Some(name) = self.missing_component(&dangling.target) else {
            self.act(format!("{}['$ref']", self.target(&dangling.at)), Effect::Remove, dangling);
            let place = self.document.value.pointer(dangling.at.as_str());
            if place.is_none_or(|place| place.get("description").is_none()) {
                self.update(dangling, json!({"description": "Any value: the document does not say more."}));
            }
            return "it is typed as any JSON value; replace the reference by a schema with an overlay".into();
        };
        if let Some(help) = self.added.get(&name) {
            return help.clone();
        }
        let schema =
            json!({"description": "Any value: the document refers to this schema and does not have it."});
        self.add_component(&name, schema, dangling);
        let help = match self.misspelt(&name) {
            Some(other) => format!(
                "it is typed as any JSON value; if `{other}` is meant, correct the reference; else add \
                 `components.schemas.{name}` with an overlay"
            ),
            None => {
                format!("it is typed as any JSON value; add `components.schemas.{name}` with an overlay")
            }
        };
        self.added.insert(name, help.clone());
        help
    }

    /// The component schema that a name which none has is perhaps a misspelling of.
    fn misspelt(&self, name: &str) -> Option<String> {
        let document = self.document;
        let names = self.names.get_or_init(|| {
            let schemas = document.value.pointer("/components/schemas").and_then(Value::as_object);
            Words::new(schemas.into_iter().flat_map(serde_json::Map::keys).map(String::as_str))
        });
        let most = match name.len() {
            0..4 => 0,
            4..9 => 1,
            _ => 2,
        };
        names.nearest(name, most).map(str::to_owned)
    }

    /// The name of the component schema that a reference wants and that does not exist.
    fn missing_component(&self, target: &str) -> Option<String> {
        let (parent, name) = Pointer::parse(target)?.split()?;
        let nameable = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-');
        let good = parent.as_str() == "/components/schemas" && !name.is_empty() && name.chars().all(nameable);
        (good && self.document.value.pointer(&format!("/components/schemas/{name}")).is_none())
            .then_some(name)
    }

    fn add_component(&mut self, name: &str, schema: Value, dangling: &Dangling) {
        let has = |pointer: &str| self.document.value.pointer(pointer).is_some_and(Value::is_object);
        let (target, value) = if has("/components/schemas") {
            ("$.components.schemas", json!({name: schema}))
        } else if has("/components") {
            ("$.components", json!({"schemas": {name: schema}}))
        } else {
            ("$", json!({"components": {"schemas": {name: schema}}}))
        };
        self.act(target.into(), Effect::Update(value), dangling);
    }

    fn update(&mut self, dangling: &Dangling, value: Value) {
        self.act(self.target(&dangling.at), Effect::Update(value), dangling);
    }

    fn remove(&mut self, dangling: &Dangling) {
        let action = self.action(self.target(&dangling.at), Effect::Remove, dangling);
        self.removals.push(action);
    }

    fn act(&mut self, target: String, effect: Effect, dangling: &Dangling) {
        let action = self.action(target, effect, dangling);
        self.updates.push(action);
    }

    fn action(&self, target: String, effect: Effect, dangling: &Dangling) -> Action {
        let Dangling { kind, target: reference, .. } = dangling;
        Action {
            target,
            description: Some(format!("The {kind} `{reference}` leads to nothing: {}.", outcome(&effect))),
            effect,
            place: self.document.place(dangling.at.clone()),
            provenance: None,
        }
    }

    fn target(&self, at: &Pointer) -> String {
        target_in(&self.document.value, at)
    }
}

/// What an edit makes of a reference to nothing.
fn outcome(effect: &Effect) -> String {
    match effect {
        Effect::Update(value) => match value.get("$ref").and_then(Value::as_str) {
            Some(meant) => format!("`{meant}` is what it means"),
            None => "any value is allowed".to_owned(),
        },
        _ => "it is left out".to_owned(),
    }
}

/// The section of the components that a kind of object has.
fn section(kind: &str) -> Option<(Kind, &'static str)> {
    SECTIONS.into_iter().find(|(of, _)| of.name() == kind)
}
