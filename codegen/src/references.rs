//! References between parts of a document.

use crate::overlay::{Action, Effect, Overlay, target_in};
use crate::pointer::{Path, Pointer};
use crate::report::{Code, Diagnostic, Report};
use crate::shape::{Kind, Shape};
use crate::source::Document;
use serde_json::{Value, json};

/// How many references may lead from one to the next.
const LONGEST_CHAIN: usize = 32;

/// How deep parts of the standard may lie inside each other.
const DEEPEST: usize = 256;

/// The value that a local reference (`#/components/schemas/Pet`) leads to: percent-encoding and the escapes of
/// JSON pointers are undone. `None` for a reference to nothing, or to another file.
pub fn resolve<'a>(root: &'a Value, reference: &str) -> Option<&'a Value> {
    let pointer = Pointer::parse(reference.starts_with('#').then_some(reference)?)?;
    root.pointer(pointer.as_str())
}

/// A reference that leads to nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dangling {
    /// The object that holds the `$ref`.
    pub at: Pointer,
    /// The `$ref` as written.
    pub target: String,
    /// What the standard has at that place: `schema`, `example`, `response`, …
    pub kind: &'static str,
    /// Whether the reference leads to another file or to the network, not to this document.
    pub foreign: bool,
}

/// The references of a canonical document that lead to nothing, in the document's order: to a place that does not
/// exist or is no object, to another file, or round in a circle.
///
/// Only places where the standard has a reference count: an example, a default or an extension is data.
pub fn dangling(document: &Document) -> Vec<Dangling> {
    find(document, false)
}

/// `raw`: the document is one of any 3.x dialect, not the canonical one.
fn find(document: &Document, raw: bool) -> Vec<Dangling> {
    let mut found = Vec::new();
    let start = Pointer::root();
    let mut see = |path: &Path<'_>, target: &str, kind: Kind| {
        let foreign = !target.is_empty() && !target.starts_with('#');
        // What an `$anchor` or `$id` names is not looked up.
        let is_left = raw && (foreign || !matches!(target.get(..2), None | Some("#/")));
        let may_be_flag = raw && kind == Kind::Schema;
        if !is_left && !leads_somewhere(&document.value, target, may_be_flag) {
            let at = path.pointer();
            found.push(Dangling { at, target: target.to_owned(), kind: kind.name(), foreign });
        }
    };
    let mut walk = Walk { raw, see: &mut see };
    walk.visit(&document.value, Shape::Node(Kind::Document), &Path::start(&start), 0);
    found
}

/// Where a chain of references that starts at a place ends: the pointer of the first value that is no reference.
/// `None` when it leads to nothing or never ends.
pub(crate) fn end_of_chain(root: &Value, pointer: &str) -> Option<String> {
    let mut at = pointer.to_owned();
    for _ in 0..LONGEST_CHAIN {
        match root.pointer(&at)?.get("$ref") {
            Some(Value::String(next)) if next.starts_with('#') => {
                at = Pointer::parse(next)?.as_str().to_owned()
            }
            Some(Value::String(_)) => return None,
            _ => return Some(at),
        }
    }
    None
}

/// `may_be_flag`: a schema may be `true` or `false` there.
fn leads_somewhere(root: &Value, target: &str, may_be_flag: bool) -> bool {
    let pointer = target.starts_with('#').then(|| Pointer::parse(target)).flatten();
    let end = pointer.and_then(|pointer| end_of_chain(root, pointer.as_str()));
    let value = end.and_then(|end| root.pointer(&end));
    value.is_some_and(|value| value.is_object() || (may_be_flag && value.is_boolean()))
}

/// A walk of the places where the standard has a reference.
struct Walk<'a> {
    raw: bool,
    see: &'a mut dyn FnMut(&Path<'_>, &str, Kind),
}

impl Walk<'_> {
    fn visit(&mut self, value: &Value, shape: Shape, path: &Path<'_>, depth: usize) {
        if depth > DEEPEST {
            return;
        }
        match (shape, value) {
            (Shape::Refer(kind), Value::Object(object)) => {
                let target = object.get("$ref").and_then(Value::as_str);
                if let Some(target) = target {
                    (self.see)(path, target, kind);
                }
                // Since OpenAPI 3.1 other keywords may stand beside the reference.
                if target.is_none() || self.raw {
                    self.visit(value, Shape::Node(kind), path, depth);
                }
            }
            (Shape::FlagOrSchema, Value::Object(_)) => {
                self.visit(value, Shape::Refer(Kind::Schema), path, depth)
            }
            (Shape::Node(kind), Value::Object(object)) => {
                for (key, value) in object {
                    let later = || later_field(kind, key).filter(|_| self.raw);
                    if let Some(shape) = kind.field(key).or_else(later) {
                        self.visit(value, shape, &path.key(key), depth + 1);
                    }
                }
            }
            (Shape::Map(item), Value::Object(object)) => {
                for (key, value) in object {
                    self.visit(value, *item, &path.key(key), depth + 1);
                }
            }
            (Shape::List(item), Value::Array(items)) => {
                for (index, value) in items.iter().enumerate() {
                    self.visit(value, *item, &path.index(index), depth + 1);
                }
            }
            _ => {}
        }
    }
}

/// The fields with schemas that only OpenAPI 3.1 and later have.
fn later_field(kind: Kind, key: &str) -> Option<Shape> {
    Some(match (kind, key) {
        (
            Kind::Schema,
            "if"
            | "then"
            | "else"
            | "contains"
            | "propertyNames"
            | "contentSchema"
            | "unevaluatedItems"
            | "unevaluatedProperties",
        ) => Shape::Refer(Kind::Schema),
        (Kind::Schema, "prefixItems") => Shape::List(&Shape::Refer(Kind::Schema)),
        (Kind::Schema, "patternProperties" | "dependentSchemas") => Shape::Map(&Shape::Refer(Kind::Schema)),
        (Kind::Document, "webhooks") => Shape::Map(&Shape::Refer(Kind::PathItem)),
        _ => return None,
    })
}

/// The edits that take every reference to nothing out of the document, each with a diagnostic.
///
/// A schema of `#/components/schemas` that does not exist is added there, as any value; any other schema becomes
/// any value where it is used; what is not a schema is removed from its parent. A reference to nothing whose name
/// is that of a component is led there.
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
    let mut edits = Edits { document, updates: Vec::new(), removals: Vec::new(), added: Vec::new() };
    let told: Vec<_> = report.diagnostics().iter().filter(|d| d.code == Code::ForeignReference).collect();
    let told: std::collections::HashSet<_> = told.into_iter().map(|d| d.place.clone()).collect();
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
    /// The names of schemas that are added already.
    added: Vec<String>,
}

impl Edits<'_> {
    fn repair(&mut self, dangling: &Dangling) -> Diagnostic {
        let Dangling { target, kind, foreign, .. } = dangling;
        let (code, leads) = match foreign {
            true => (Code::ForeignReference, "leads out of the document"),
            false => (Code::DanglingReference, "leads to nothing"),
        };
        let message = format!("the {kind} `{target}` {leads}");
        let help = if let Some(same) = self.namesake(dangling) {
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
        if dangling.foreign {
            return None;
        }
        let name = dangling.target.rsplit(['/', '#']).next().filter(|name| !name.is_empty())?;
        let component = format!("#/components/{}/{name}", section(dangling.kind)?);
        if leads_somewhere(&self.document.value, &component, false) {
            return Some(component);
        }
        let mut above = dangling.at.clone();
        while let Some((parent, _)) = above.split() {
            for key in ["$defs", "definitions"] {
                let candidate = format!("#{parent}/{key}/{name}");
                if dangling.kind == Kind::Schema.name()
                    && leads_somewhere(&self.document.value, &candidate, false)
                {
                    return Some(candidate);
                }
            }
            above = parent;
        }
        None
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
        if !self.added.contains(&name) {
            let schema =
                json!({"description": "Any value: the document refers to this schema and does not have it."});
            self.add_component(&name, schema, dangling);
            self.added.push(name.clone());
        }
        format!("it is typed as any JSON value; add `components.schemas.{name}` with an overlay")
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
            Some(same) => format!("`{same}` has its name"),
            None => "any value is allowed".to_owned(),
        },
        _ => "it is left out".to_owned(),
    }
}

/// The section of the components that a kind of object has.
fn section(kind: &str) -> Option<&'static str> {
    let sections = [
        (Kind::Schema, "schemas"),
        (Kind::Response, "responses"),
        (Kind::Parameter, "parameters"),
        (Kind::Example, "examples"),
        (Kind::RequestBody, "requestBodies"),
        (Kind::Header, "headers"),
        (Kind::SecurityScheme, "securitySchemes"),
        (Kind::Link, "links"),
        (Kind::Callback, "callbacks"),
    ];
    sections.iter().find(|(of, _)| of.name() == kind).map(|(_, section)| *section)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::overlay::apply;
    use crate::report::Severity;
    use crate::source::FileId;

    fn document(mut value: Value) -> Document {
        let object = value.as_object_mut().unwrap();
        object.entry("openapi").or_insert("3.0.3".into());
        object.entry("info").or_insert(json!({"title": "T", "version": "1"}));
        object.entry("paths").or_insert(json!({}));
        Document { value, file: FileId(0) }
    }

    fn repaired(value: Value) -> (Value, Vec<(Code, String)>) {
        let mut document = document(value);
        let mut report = Report::new();
        let overlay = repair(&document, &mut report);
        assert!(apply(&mut document, &overlay, &mut report).is_empty());
        assert!(report.worst() < Some(Severity::Error));
        assert_eq!(dangling(&document), []);
        let told = report.diagnostics().iter().map(|d| (d.code, d.place.pointer.to_string())).collect();
        (document.value, told)
    }

    #[test]
    fn a_reference_is_unescaped() {
        let root = json!({"paths": {"/a b/{c}~": {"get": 1}}});
        assert_eq!(resolve(&root, "#/paths/~1a%20b~1%7Bc%7D~0/get"), Some(&json!(1)));
        assert_eq!(resolve(&root, "#"), Some(&root));
        for nothing in ["#/paths/x", "paths", "other.yml#/paths", "#paths", "", "#/%zz"] {
            assert_eq!(resolve(&root, nothing), None, "{nothing}");
        }
    }

    #[test]
    fn a_missing_component_is_added_once() {
        let schema = json!({"$ref": "#/components/schemas/Gone"});
        for components in [json!({"schemas": {}}), json!({}), Value::Null] {
            let mut value = json!({"paths": {"/a": {"parameters": [
                {"name": "a", "in": "query", "schema": schema}, {"name": "b", "in": "query", "schema": {"type": "array", "items": schema}},
            ]}}});
            if !components.is_null() {
                value["components"] = components;
            }
            let (value, told) = repaired(value);
            let added = &value["components"]["schemas"]["Gone"];
            assert_eq!(added.as_object().unwrap().keys().collect::<Vec<_>>(), ["description"]);
            assert_eq!(
                told,
                [
                    (Code::DanglingReference, "/paths/~1a/parameters/0/schema".into()),
                    (Code::DanglingReference, "/paths/~1a/parameters/1/schema/items".into()),
                ]
            );
        }
    }

    #[test]
    fn what_is_no_schema_is_removed_from_its_parent() {
        let (value, told) = repaired(json!({
            "paths": {"/a": {
                "parameters": [{"$ref": "#/components/parameters/A"}, {"$ref": "#/components/parameters/B"}, {"name": "q", "in": "query", "schema": {"$ref": "#/x"}}],
                "get": {"responses": {
                    "200": {"description": "d", "links": {"l": {"$ref": "#/components/links/L"}}, "headers": {"H": {"$ref": "#/components/headers/H"}},
                        "content": {"a/b": {"examples": {"e": {"$ref": "#/components/examples/E"}}}}},
                    "400": {"$ref": "#/components/responses/R"},
                }},
            }},
            "components": {"parameters": {"A": {"$ref": "#/components/parameters/A"}}},
        }));
        assert_eq!(
            value["paths"]["/a"],
            json!({
                "parameters": [{"name": "q", "in": "query", "schema": {"description": "Any value: the document does not say more."}}],
                "get": {"responses": {"200": {"description": "d", "links": {}, "headers": {}, "content": {"a/b": {"examples": {}}}}}},
            })
        );
        assert_eq!(value["components"], json!({"parameters": {}}));
        assert_eq!(told.len(), 8);
    }

    #[test]
    fn circles_and_other_files_lead_to_nothing() {
        let (value, told) = repaired(json!({"components": {"schemas": {
            "A": {"$ref": "#/components/schemas/B"}, "B": {"$ref": "#/components/schemas/A"},
            "C": {"properties": {"c": {"$ref": "#/components/schemas/C"}, "file": {"$ref": "models.yml#/A"}, "text": {"$ref": "#/info/title"}}},
        }}}));
        assert_eq!(value["components"]["schemas"]["A"].get("$ref"), None);
        assert_eq!(
            value["components"]["schemas"]["C"]["properties"]["c"],
            json!({"$ref": "#/components/schemas/C"})
        );
        let codes: Vec<_> = told.iter().map(|(code, _)| *code).collect();
        let dangling = Code::DanglingReference;
        assert_eq!(codes, [dangling, dangling, Code::ForeignReference, dangling]);
    }

    #[test]
    fn a_reference_finds_its_namesake() {
        let (value, told) = repaired(json!({"components": {"schemas": {
            "Pet": {"$defs": {"Paw": {"type": "string"}}, "properties": {"paw": {"$ref": "#/$defs/Paw"}, "mate": {"$ref": "#/definitions/Pet"}}},
        }}}));
        let properties = &value["components"]["schemas"]["Pet"]["properties"];
        assert_eq!(properties["paw"], json!({"$ref": "#/components/schemas/Pet/$defs/Paw"}));
        assert_eq!(properties["mate"], json!({"$ref": "#/components/schemas/Pet"}));
        assert_eq!(told.len(), 2);
    }

    #[test]
    fn data_has_no_references() {
        let data = json!({"$ref": "#/nowhere"});
        let document = document(json!({"x-a": data, "components": {"schemas": {
            "A": {"example": data, "default": data, "enum": [data], "x-b": data, "properties": {"$ref": {"type": "string"}}},
        }, "examples": {"e": {"value": data}}}}));
        assert_eq!(dangling(&document), []);
    }
}
