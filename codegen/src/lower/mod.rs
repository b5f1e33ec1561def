//! Stage `lower`: the complete canonical document becomes the [`Api`]. Total: what cannot be typed becomes
//! [`Shape::Any`] with the reason.

mod alias;
mod compose;
mod distribute;
mod enumeration;
mod form;
mod intern;
mod join;
mod left_out;
mod list;
mod narrow;
mod object;
mod operation;
mod overlap;
mod part;
mod pattern;
mod replace;
mod said;
mod scalar;
mod schema;
mod select;
mod settle;
mod tag;
mod union;
mod view;

#[cfg(feature = "examples")]
pub(crate) use operation::is_json;

use crate::config::Config;
use crate::ir::{Api, Docs, Origin, Shape, Type, TypeId, Why};
use crate::pointer::Pointer;
use crate::references;
use crate::report::{Code, Diagnostic, Report, Severity};
use crate::source::Document;
use foldhash::HashMapExt;
use openapiv3::{OpenAPI, ReferenceOr, Schema};
use overlap::Apart;
use part::Place;
use said::said_by;
use select::Selection;
use serde_json::Value;
use std::cell::OnceCell;
use std::collections::{BTreeMap, HashMap, HashSet};
use union::Heirs;

/// Lowers a document: `spec` is the typed form of `document`. The configuration says which schemas are replaced.
pub fn lower(spec: &OpenAPI, document: &Document, config: &Config, report: &mut Report) -> Api {
    let foreign = OnceCell::new();
    let selection = Selection::of(config.only.iter().map(|only| only.get_ref().as_str()));
    let mut lowerer = Lowerer { selection, ..Lowerer::new(spec, document, &foreign, report) };
    lowerer.name_components();
    lowerer.lower_components();
    lowerer.lower_servers();
    lowerer.lower_security();
    lowerer.report_requirements();
    lowerer.lower_tags();
    lowerer.lower_operations();
    lowerer.report_twins();
    lowerer.lower_webhooks();
    lowerer.lower_elsewhere();
    form::name(&mut lowerer.api, &lowerer.forms);
    if lowerer.selection.is_any() {
        select::prune(&mut lowerer.api);
        left_out::quieten(document, &lowerer.api, lowerer.report);
        lowerer.api.missing = lowerer.selection.missing();
    } else {
        lowerer.report_links();
    }
    replace::replace(&mut lowerer.api, &config.replace);
    alias::resolve(&mut lowerer.api);
    let lost = settle::settle(&mut lowerer.api, &lowerer.apart);
    lowerer.report_lost_rules(lost);
    alias::resolve(&mut lowerer.api);
    intern::intern(&mut lowerer.api);
    lowerer.api
}

/// Schemas may be nested this deep through `allOf` and references before the rest is given up.
const MAX_NESTING: usize = 64;

struct Lowerer<'a> {
    spec: &'a OpenAPI,
    document: &'a Document,
    report: &'a mut Report,
    api: Api,
    /// The type of each component schema, by key.
    components: HashMap<&'a str, TypeId>,
    /// The types of components that are sent as forms with files.
    forms: BTreeMap<TypeId, TypeId>,
    /// Types of schemas that are referred to by a pointer of their own, and which of them still wait.
    elsewhere: HashMap<String, TypeId>,
    waiting: Vec<(String, TypeId)>,
    /// Schemas outside the components that something refers to, by the reference, once they are asked for.
    foreign: &'a OnceCell<Foreign>,
    /// Which operations are bound.
    selection: Selection,
    /// The components that extend each other.
    heirs: Heirs<'a>,
    /// The types of inline schemas, and of what several schemas say together, by their places.
    inline: foldhash::HashMap<Pointer, TypeId>,
    joined: HashMap<Vec<Pointer>, TypeId>,
    /// The choices whose branches are being made, and how many branches were put together so far: in all, and of several of
    /// these choices.
    expanding: Vec<Pointer>,
    combinations: usize,
    combinations_here: usize,
    /// How many types are being put together within each other.
    joining: usize,
    /// What tells branches apart that are no more than objects.
    apart: Apart,
}

/// Schemas by the reference that leads to them.
type Foreign = HashMap<String, ReferenceOr<Schema>>;

impl<'a> Lowerer<'a> {
    fn new(
        spec: &'a OpenAPI,
        document: &'a Document,
        foreign: &'a OnceCell<Foreign>,
        report: &'a mut Report,
    ) -> Self {
        let info = &spec.info;
        let at = Pointer::root().child("info").child("description");
        let external = said::external(spec.external_docs.as_ref());
        let docs = Docs { text: info.description.clone(), at, external, ..Docs::default() };
        let api = Api { title: info.title.clone(), version: info.version.clone(), docs, ..Api::default() };
        Self {
            spec,
            document,
            report,
            api,
            components: HashMap::new(),
            forms: BTreeMap::new(),
            elsewhere: HashMap::new(),
            waiting: Vec::new(),
            foreign,
            selection: Selection::default(),
            heirs: union::heirs(spec),
            inline: room_for_inline(spec),
            joined: HashMap::new(),
            expanding: Vec::new(),
            combinations: 0,
            combinations_here: 0,
            joining: 0,
            apart: Apart::default(),
        }
    }

    /// Gives each component schema its id, so that schemas can refer to those which come later.
    fn name_components(&mut self) {
        let Some(components) = &self.spec.components else { return };
        for key in components.schemas.keys() {
            let id = self.reserve(Origin::Component(key.clone()), component_at(key));
            self.components.insert(key, id);
        }
    }

    fn lower_components(&mut self) {
        let Some(components) = &self.spec.components else { return };
        for (key, schema) in &components.schemas {
            if let Some(&id) = self.components.get(key.as_str()) {
                self.fill(id, schema);
            }
        }
    }

    /// Lowers the schemas that are referred to by pointer, until no new one turns up.
    fn lower_elsewhere(&mut self) {
        while let Some((reference, id)) = self.waiting.pop() {
            if let Some(&inline) = self.inline.get(&self.api.types[id].at) {
                self.api.types[id].shape = Shape::Same(inline);
                continue;
            }
            match self.foreign(&reference) {
                Some(schema) => self.fill(id, schema),
                None => {
                    self.api.types[id].shape = Shape::Any(Why::Dangling);
                    let message = format!("the schema `{reference}` cannot be read");
                    let help = "it is typed as any JSON value; correct it with an overlay";
                    self.report(Code::Malformed, self.api.types[id].at.clone(), message, help);
                }
            }
        }
    }

    /// A type whose shape is filled in later.
    fn reserve(&mut self, origin: Origin, at: Pointer) -> TypeId {
        self.api.types.add(reserved(origin, at))
    }

    /// A type that is any value.
    fn any(&mut self, origin: Origin, at: Pointer, why: Why) -> TypeId {
        let id = self.reserve(origin, at);
        self.api.types[id].shape = Shape::Any(why);
        id
    }

    /// The type of a schema at a place.
    fn schema(&mut self, schema: &ReferenceOr<Schema>, origin: Origin, at: Pointer) -> TypeId {
        self.typed(&Place::new(schema, at), origin)
    }

    /// The type that a `$ref` leads to.
    fn referred(&mut self, reference: &str) -> TypeId {
        if let Some(&id) = component_key(reference).and_then(|key| self.components.get(key.as_str())) {
            return id;
        }
        if let Some(&id) = self.elsewhere.get(reference) {
            return id;
        }
        let at = Pointer::parse(reference).unwrap_or_default();
        let id = self.reserve(Origin::Elsewhere(reference.to_owned()), at);
        self.elsewhere.insert(reference.to_owned(), id);
        self.waiting.push((reference.to_owned(), id));
        id
    }

    fn fill(&mut self, id: TypeId, schema: &ReferenceOr<Schema>) {
        match schema {
            ReferenceOr::Reference { reference } => {
                let target = self.referred(reference);
                self.api.types[id].shape = Shape::Same(target);
            }
            ReferenceOr::Item(item) => self.fill_item(id, item),
        }
    }

    fn fill_item(&mut self, id: TypeId, schema: &Schema) {
        let at = self.api.types[id].at.clone();
        // A title of a part is none of the whole, which might be called by it.
        let summary = schema.schema_data.title.clone();
        self.api.types[id].docs = Docs { summary, ..said_by(schema, &at) };
        let shape = self.shape(id, schema);
        self.api.types[id].shape = shape;
    }

    /// The type of the component that stands at a place.
    fn component_of(&self, at: &Pointer) -> Option<TypeId> {
        self.components.get(component_key(at.as_str())?.as_str()).copied()
    }

    /// The schema that a reference leads to, before it is lowered.
    fn look_up(&self, reference: &str) -> Option<&'a ReferenceOr<Schema>> {
        let spec: &'a OpenAPI = self.spec;
        let component = || spec.components.as_ref()?.schemas.get(&component_key(reference)?);
        component().or_else(|| self.foreign(reference))
    }

    /// The schema outside the components that a reference leads to.
    fn foreign(&self, reference: &str) -> Option<&'a ReferenceOr<Schema>> {
        let (foreign, document): (&'a OnceCell<Foreign>, &'a Document) = (self.foreign, self.document);
        foreign.get_or_init(|| self::foreign(document)).get(reference)
    }

    /// Tells of unions of texts or numbers that each have rules of their own.
    fn report_lost_rules(&mut self, places: Vec<Pointer>) {
        let mut seen = HashSet::new();
        for at in places.into_iter().filter(|at| seen.insert(at.clone())) {
            let message = "rules that only some alternatives here have are not checked before sending";
            let help = "what all have in common is; the server decides on the rest";
            self.report(Code::Unchecked, at, message, help);
        }
    }

    fn report(&mut self, code: Code, at: Pointer, message: impl Into<String>, help: impl Into<String>) {
        self.report.push(Diagnostic::new(code, self.document.place(at), message, help));
    }

    /// The same for what is less than usual with a code: nothing the document says is lost.
    fn note(&mut self, code: Code, at: Pointer, message: impl Into<String>, help: impl Into<String>) {
        let diagnostic = Diagnostic::new(code, self.document.place(at), message, help);
        self.report.push(Diagnostic { severity: Severity::Note, ..diagnostic });
    }
}

/// A table with room for the inline schemas that a document mostly has: making more hashes every long place again.
fn room_for_inline(spec: &OpenAPI) -> foldhash::HashMap<Pointer, TypeId> {
    /// So many for each schema with a name and for each path, in documents of all kinds.
    const USUAL: usize = 32;
    let schemas = spec.components.as_ref().map_or(0, |components| components.schemas.len());
    foldhash::HashMap::with_capacity(USUAL * (schemas + spec.paths.paths.len()))
}

/// A type whose shape is filled in later.
fn reserved(origin: Origin, at: Pointer) -> Type {
    Type { origin, docs: Docs::default(), at, shape: Shape::Any(Why::FreeForm) }
}

/// The schemas that references lead to by a pointer of their own. A reference to another kind of thing is read as one,
/// too, and nobody asks for it.
fn foreign(document: &Document) -> Foreign {
    let mut foreign = Foreign::new();
    let mut waiting = vec![&document.value];
    while let Some(value) = waiting.pop() {
        match value {
            Value::Object(entries) => {
                if let Some(Value::String(reference)) = entries.get("$ref")
                    && !foreign.contains_key(reference)
                    && !is_component(reference)
                    && let Some(target) = references::resolve(&document.value, reference)
                    && let Ok(schema) = serde_json::from_value(target.clone())
                {
                    foreign.insert(reference.clone(), schema);
                }
                waiting.extend(entries.values());
            }
            Value::Array(items) => waiting.extend(items),
            _ => {}
        }
    }
    foreign
}

/// Whether a reference leads to a whole component, of whatever kind.
fn is_component(reference: &str) -> bool {
    reference.starts_with("#/components/") && reference.split('/').count() == 4
}

fn component_at(key: &str) -> Pointer {
    Pointer::root().child("components").child("schemas").child(key)
}

/// The key of a reference to a component schema, such as `#/components/schemas/Pet`.
fn component_key(reference: &str) -> Option<String> {
    // Nearly all, without a text for each token.
    let plain = reference.strip_prefix("#/components/schemas/");
    if let Some(key) = plain.filter(|key| !key.contains(['/', '~', '%'])) {
        return Some(key.to_owned());
    }
    let pointer = Pointer::parse(reference)?;
    let mut tokens = pointer.tokens();
    let is_schema = tokens.next()? == "components" && tokens.next()? == "schemas";
    let key = tokens.next()?;
    (is_schema && tokens.next().is_none()).then_some(key)
}
