//! Stage `name`: the only place that makes identifiers. Everything is named before anything is emitted.

mod outcome;
mod scope;
mod union;
pub(crate) mod words;

pub use outcome::Variants;

use crate::ir::{Api, Operation, Origin, Role, Segment, Shape, Type, TypeId};
use crate::report::{Code, Diagnostic, Report};
use crate::source::Document;
use scope::Scope;
use std::collections::HashMap;
use words::{singular, snake, upper_camel};

/// The identifiers of everything that is emitted.
#[derive(Clone, Debug, Default)]
pub struct Names {
    types: HashMap<TypeId, TypeNames>,
    operations: Vec<OperationNames>,
    credentials: Vec<Option<String>>,
    events: Vec<String>,
}

/// The identifiers of a type and its parts.
#[derive(Clone, Debug, Default)]
pub struct TypeNames {
    /// The type.
    pub name: String,
    /// Its fields or variants, in the order of the type's properties, values or branches.
    pub parts: Vec<String>,
    /// The field of further properties, or the variant of unknown values.
    pub rest: String,
}

/// The identifiers of an operation.
#[derive(Clone, Debug)]
pub struct OperationNames {
    /// The type that stands for the request.
    pub name: String,
    /// The method of the client.
    pub method: String,
    /// The field of each parameter.
    pub parameters: Vec<String>,
    /// The field of the body.
    pub body: String,
    /// The bodies to choose from, where there are several.
    pub choices: Option<Variants>,
    /// What a success answers, where that depends on the status.
    pub success: Option<Variants>,
    /// What a failure answers, where that depends on the status.
    pub error: Option<Variants>,
}

impl Names {
    /// The names of a type that has some; those without are written out where they stand.
    pub fn of(&self, id: TypeId) -> Option<&TypeNames> {
        self.types.get(&id)
    }

    /// The names of the operations, in the order of [`Api::operations`].
    pub fn operations(&self) -> &[OperationNames] {
        &self.operations
    }

    /// The constructors of credentials, in the order of [`Api::security_schemes`]; `None` for what every crate has.
    pub fn credentials(&self) -> &[Option<String>] {
        &self.credentials
    }

    /// The names of the events, in the order of [`Api::events`].
    pub fn events(&self) -> &[String] {
        &self.events
    }
}

/// Names of the language and of the emitted modules that a type would hide.
const TAKEN_TYPES: &[&str] = &[
    "String",
    "Option",
    "Vec",
    "Box",
    "Result",
    "Some",
    "None",
    "Ok",
    "Err",
    "Self",
    "Into",
    "From",
    "Default",
    "Clone",
    "Debug",
    "PartialEq",
    "Eq",
    "Hash",
    "Send",
    "Sync",
    "BTreeMap",
    "Value",
    "DateTime",
    "Utc",
    "NaiveDate",
    "New",
    "Blob",
    "Violations",
];

/// Names of the language, and of what the module of operations imports, that an operation's type would hide.
const TAKEN_OPERATIONS: &[&str] = &[
    "String",
    "Option",
    "Vec",
    "Box",
    "Result",
    "Some",
    "None",
    "Ok",
    "Err",
    "Self",
    "Into",
    "Default",
    "Clone",
    "Debug",
    "BTreeMap",
    "Value",
    "DateTime",
    "Utc",
    "NaiveDate",
    "New",
    "Blob",
    "Builder",
    "Bytes",
    "Encoding",
    "Error",
    "HeaderValue",
    "Method",
    "Operation",
    "Reply",
    "Route",
    "Style",
];

/// Names of methods that a field's setter would hide.
const TAKEN_FIELDS: &[&str] = &[
    "new",
    "validate",
    "blank",
    "clone",
    "clone_from",
    "eq",
    "ne",
    "fmt",
    "into",
    "try_into",
    "from",
    "to_owned",
    "borrow",
    "borrow_mut",
    "type_id",
    "into_future",
    "serialize",
    "deserialize",
    "additional",
];

/// Names of the client's own methods.
const TAKEN_METHODS: &[&str] =
    &["new", "builder", "call", "send", "clone", "execute", "base_url", "credentials"];

/// Names everything.
pub fn name(api: &Api, document: &Document, report: &mut Report) -> Names {
    let mut namer = Namer { api, document, report, scope: Scope::reserving(&[]), names: Names::default() };
    namer.name_operations();
    namer.name_credentials();
    namer.name_events();
    // The names of components come first: they are the document's own.
    for (id, ty) in api.types.iter() {
        if matches!(ty.origin, Origin::Component(_)) {
            namer.name_type(id, ty);
        }
    }
    for (id, ty) in api.types.iter() {
        namer.name_type(id, ty);
    }
    namer.names
}

struct Namer<'a> {
    api: &'a Api,
    document: &'a Document,
    report: &'a mut Report,
    scope: Scope,
    names: Names,
}

impl Namer<'_> {
    fn name_type(&mut self, id: TypeId, ty: &Type) {
        if !ty.shape.is_nominal() || self.names.types.contains_key(&id) {
            return;
        }
        let base = self.base(id, 0);
        let mut candidates = vec![base.clone()];
        if TAKEN_TYPES.contains(&base.as_str()) {
            candidates = vec![format!("{base}Model")];
        }
        let name = self.scope.take(&candidates);
        if name != base {
            let message = format!("`{base}` is taken, so the type is called `{name}`");
            let place = self.document.place(ty.at.clone());
            let help = "rename the schema with an overlay if you want another name";
            self.report.push(Diagnostic::new(Code::NameCollision, place, message, help));
        }
        self.names.types.insert(id, TypeNames { name, ..TypeNames::default() });
        let names = self.parts(id, ty);
        if let Some(named) = self.names.types.get_mut(&id) {
            (named.parts, named.rest) = names;
        }
    }

    /// The name a type has by where it comes from.
    fn base(&self, id: TypeId, depth: usize) -> String {
        let ty = &self.api.types[id];
        let name = match &ty.origin {
            Origin::Component(key) => upper_camel(key),
            Origin::Elsewhere(pointer) => upper_camel(&pointer_words(pointer)),
            Origin::Operation(index, role) => self.operation_part(*index, role, id),
            Origin::Api(Role::Event(name)) => upper_camel(&format!("{name} webhook")),
            Origin::Api(_) => Some("ServerAddress".to_owned()),
            // Schemas nest at most as deep as the source stage lets them.
            Origin::Part(parent, role) if depth < 256 => Some(self.part(*parent, role, ty, depth)),
            Origin::Part(..) => None,
        };
        name.unwrap_or_else(|| "Unnamed".to_owned())
    }

    fn part(&self, parent: TypeId, role: &Role, ty: &Type, depth: usize) -> String {
        let parent_name = match self.names.types.get(&parent) {
            Some(named) => named.name.clone(),
            None => self.base(parent, depth + 1),
        };
        match role {
            Role::NonNull => parent_name,
            Role::Item => one_of(&parent_name, "Item"),
            Role::Value => one_of(&parent_name, "Value"),
            Role::Branch(index, key) => self.branch_type(parent, &parent_name, ty, *index, key.as_deref()),
            Role::Position(index) => format!("{parent_name}Item{}", index + 1),
            Role::Base => parent_name + "Base",
            Role::Property(name) | Role::Parameter(name) => {
                let part = upper_camel(name).unwrap_or_else(|| "Value".to_owned());
                format!("{parent_name}{part}")
            }
            Role::Request => parent_name + "Request",
            Role::Response(_) => parent_name + "Response",
            Role::Headers | Role::Event(_) | Role::Server => parent_name + "Part",
        }
    }

    fn operation_part(&self, index: usize, role: &Role, id: TypeId) -> Option<String> {
        let operation = &self.names.operations.get(index)?.name;
        Some(match role {
            Role::Request => format!("{operation}Request"),
            Role::Response(status) => {
                format!("{operation}{}", outcome::response_suffix(self.api, index, *status, id))
            }
            Role::Headers => format!("{operation}Headers"),
            Role::Event(name) => upper_camel(&format!("{operation} {name} callback"))?,
            Role::Parameter(name) => format!("{operation}{}", upper_camel(name)?),
            Role::Property(_)
            | Role::Item
            | Role::Value
            | Role::Branch(..)
            | Role::Position(_)
            | Role::Base
            | Role::Server
            | Role::NonNull => return None,
        })
    }

    /// The names of a type's fields or variants, and of what holds the rest.
    fn parts(&self, id: TypeId, ty: &Type) -> (Vec<String>, String) {
        match &ty.shape {
            Shape::Object(object) => {
                let mut scope = Scope::reserving(&[]);
                let names = object.properties.iter().map(|property| field(&mut scope, &property.name));
                let names = names.collect();
                (names, scope.take(&["additional".to_owned(), "additional_properties".to_owned()]))
            }
            Shape::Enum(values) => {
                let mut scope = Scope::default();
                let names = values
                    .values
                    .iter()
                    .map(|value| variant(&mut scope, value.name.as_deref().unwrap_or(&value.value)));
                let names = names.collect();
                (names, scope.take(&["Other".to_owned(), "Unknown".to_owned(), "Unrecognized".to_owned()]))
            }
            Shape::Union(union) => {
                let mut scope = Scope::default();
                let names =
                    union.branches.iter().map(|branch| scope.take(&self.branch(id, union, branch.ty)));
                let names = names.collect();
                (names, scope.take(&["Other".to_owned(), "Unknown".to_owned(), "Unrecognized".to_owned()]))
            }
            _ => (Vec::new(), String::new()),
        }
    }

    /// What a type is called among others.
    fn kind(&self, id: TypeId, depth: usize) -> String {
        match &self.api.types[id].shape {
            Shape::Any(_) => "Value".to_owned(),
            Shape::Boolean => "Boolean".to_owned(),
            Shape::Integer(_) => "Integer".to_owned(),
            Shape::Number(_) => "Number".to_owned(),
            Shape::String(_) => "String".to_owned(),
            Shape::DateTime => "DateTime".to_owned(),
            Shape::Date => "Date".to_owned(),
            Shape::Blob => "Blob".to_owned(),
            Shape::Array(_) => "List".to_owned(),
            Shape::Map(_) => "Map".to_owned(),
            Shape::Nullable(inner) | Shape::Same(inner) if depth < 8 => self.kind(*inner, depth + 1),
            Shape::Nullable(_) | Shape::Same(_) => "Value".to_owned(),
            Shape::Object(_) | Shape::Enum(_) | Shape::Union(_) => match self.names.types.get(&id) {
                Some(named) => named.name.clone(),
                None => self.base(id, 0),
            },
        }
    }

    fn name_operations(&mut self) {
        let mut types = Scope::default();
        let mut methods = Scope::reserving(TAKEN_METHODS);
        for operation in &self.api.operations {
            let id = operation.id.clone().unwrap_or_else(|| operation_words(operation));
            let name = upper_camel(&id).unwrap_or_else(|| "Operation".to_owned());
            let method = snake(&id).unwrap_or_else(|| "operation".to_owned());
            let mut fields = Scope::reserving(&[]);
            let parameters = operation.parameters.iter().map(|parameter| field(&mut fields, &parameter.name));
            let parameters = parameters.collect();
            let is_taken = TAKEN_OPERATIONS.contains(&name.as_str());
            let candidate = if is_taken { format!("{name}Operation") } else { name.clone() };
            let names = OperationNames {
                name: types.take(&[candidate]),
                method: methods.take(std::slice::from_ref(&method)),
                parameters,
                body: fields.take(&["body".to_owned(), "request_body".to_owned()]),
                choices: None,
                success: None,
                error: None,
            };
            if names.name != name || names.method != method {
                self.report_operation(operation, (&name, &method), &names);
            }
            self.names.operations.push(names);
        }
        self.name_outcomes(&mut types);
    }

    fn report_operation(&mut self, operation: &Operation, wanted: (&str, &str), names: &OperationNames) {
        let (name, method) = wanted;
        let message = match names.method == method {
            true => format!("`{name}` is taken, so the operation's type is called `{}`", names.name),
            false => format!("`{method}` is taken, so the operation's method is called `{}`", names.method),
        };
        let place = self.document.place(operation.at.clone());
        let help = "give the operation another `operationId` with an overlay";
        self.report.push(Diagnostic::new(Code::NameCollision, place, message, help));
    }
}

fn field(scope: &mut Scope, name: &str) -> String {
    let name = snake(name).unwrap_or_else(|| "field".to_owned());
    let name = if TAKEN_FIELDS.contains(&name.as_str()) { name + "_" } else { name };
    scope.take(&[name])
}

fn variant(scope: &mut Scope, value: &str) -> String {
    let fallback = if value.trim().is_empty() { "Empty" } else { "Symbol" };
    let mut name = upper_camel(value).unwrap_or_else(|| fallback.to_owned());
    // `-name` beside `name` is the customary way to ask for the opposite order.
    if value.strip_prefix('-').is_some_and(|rest| rest.starts_with(char::is_alphabetic)) {
        name.insert_str(0, "Minus");
    }
    // `Self` is the one keyword in this case.
    scope.take(&[if name == "Self" { "SelfValue".to_owned() } else { name }])
}

/// `Fields` → `Field`; where that changes nothing, the name with a suffix.
fn one_of(many: &str, suffix: &str) -> String {
    let one = singular(many);
    if one == many { format!("{many}{suffix}") } else { one }
}

/// What an operation without an id is called: its method and path.
fn operation_words(operation: &Operation) -> String {
    let mut words = operation.method.as_str().to_lowercase();
    for segment in &operation.path {
        match segment {
            Segment::Literal(text) => {
                words.push(' ');
                words.push_str(text);
            }
            Segment::Parameter(name) => {
                words.push_str(" by ");
                words.push_str(name);
            }
        }
    }
    words
}

/// The tokens of a pointer that say something.
fn pointer_words(pointer: &str) -> String {
    const NOISE: &[&str] = &[
        "#",
        "components",
        "schemas",
        "properties",
        "content",
        "schema",
        "paths",
        "responses",
        "parameters",
        "requestBodies",
        "application~1json",
        "items",
        "definitions",
        "$defs",
        "allOf",
        "oneOf",
        "anyOf",
    ];
    let words: Vec<&str> = pointer.split('/').filter(|token| !NOISE.contains(token)).collect();
    words.join(" ").replace("~1", " ").replace("~0", " ")
}
