//! The walk that makes every value of a document fit its shape.

use super::{repair, required, schema, spelling, swagger, told};
use crate::parallel::{self, TWO};
use crate::pointer::{Path, Pointer};
use crate::report::{Report, kind_of};
use crate::shape::{Kind, Shape};
use crate::source::{FileId, Moves, Origins};
use serde_json::{Map, Value, json};
use std::sync::{Arc, Mutex};

pub(super) type Object = Map<String, Value>;

/// How many objects of the standard may lie inside each other. Real documents stay below 40.
const DEEPEST: usize = 100;

/// Objects with fewer entries are walked sooner than a thread starts.
const WORTH_IT: usize = 256;

/// How many objects may lie around one whose entries are walked side by side: each doubles the threads.
const DEEPEST_BESIDE: usize = 2;

/// Walks a document once, in place.
pub(super) struct Fitter<'a> {
    pub(super) file: FileId,
    pub(super) origins: &'a Origins,
    pub(super) report: &'a mut Report,
    /// What is known of a Swagger 2.0 document while it is upgraded.
    pub(super) swagger: Option<swagger::Swagger>,
    /// Parts of the document have moved to where OpenAPI 3.0 has them.
    pub(super) has_moved: bool,
    pub(super) required: required::Required,
    /// What has moved before its parts are walked.
    pub(super) moves: Moves,
    /// The items of lists that are cut out when their list has been walked.
    cut_out: Vec<Pointer>,
    depth: usize,
}

impl<'a> Fitter<'a> {
    pub(super) fn new(file: FileId, origins: &'a Origins, report: &'a mut Report) -> Self {
        let required = required::Required::default();
        let (moves, cut_out) = (Moves::default(), Vec::new());
        Self { file, origins, report, swagger: None, has_moved: false, required, moves, cut_out, depth: 0 }
    }

    /// Makes a value fit. `false` when it cannot and its parent must do without it.
    pub(super) fn fit(&mut self, value: &mut Value, shape: Shape, path: &Path<'_>) -> bool {
        match shape {
            Shape::Any => true,
            Shape::Text => self.scalar(value, path, "a text", Value::is_string, repair::to_text),
            Shape::Flag => self.scalar(value, path, "a boolean", Value::is_boolean, repair::to_flag),
            Shape::Number => self.scalar(value, path, "a number", Value::is_number, repair::to_number),
            Shape::Count => {
                self.scalar(value, path, "a whole number from 0", Value::is_u64, repair::to_count)
            }
            Shape::FlagOrSchema => self.flag_or_schema(value, path),
            Shape::List(item) => self.list(value, *item, path),
            Shape::Map(item) => self.map(value, *item, path),
            Shape::Node(kind) => self.node(value, kind, path),
            Shape::Refer(kind) => self.refer(value, kind, path),
        }
    }

    fn scalar(
        &mut self,
        value: &mut Value,
        path: &Path<'_>,
        wanted: &str,
        fits: fn(&Value) -> bool,
        repair: fn(&Value) -> Option<Value>,
    ) -> bool {
        // A key without a value says nothing, so that nothing is lost and nobody is told.
        if fits(value) || value.is_null() {
            return !value.is_null();
        }
        let found = kind_of(value);
        match repair(value) {
            Some(repaired) => {
                let help = format!("it is read as `{}`", told::short(&repaired));
                self.note(path, format!("this is {found} where {wanted} belongs"), help);
                *value = repaired;
                true
            }
            None => self.cut(path, format!("this is {found} where {wanted} belongs")),
        }
    }

    fn flag_or_schema(&mut self, value: &mut Value, path: &Path<'_>) -> bool {
        if matches!(value, Value::String(_) | Value::Bool(_)) && repair::to_flag(value).is_some() {
            self.fit(value, Shape::Flag, path)
        } else {
            self.fit(value, Shape::Refer(Kind::Schema), path)
        }
    }

    fn list(&mut self, value: &mut Value, item: Shape, path: &Path<'_>) -> bool {
        match value {
            Value::Array(_) => {}
            Value::Null => return self.empty(path, "list"),
            _ => {
                let message = format!("this is {} where a list belongs", kind_of(value));
                self.note(path, message, "it is read as a list of one");
                *value = Value::Array(vec![value.take()]);
                self.moves.part(path.index(0).pointer(), path.pointer());
            }
        }
        if let (Value::Array(items), false) = (value, item == Shape::Any) {
            let mut index = 0;
            items.retain_mut(|value| {
                let at = path.index(index);
                let fits = self.fit(value, item, &at);
                if !fits {
                    self.cut_out.push(at.pointer());
                }
                index += 1;
                fits
            });
        }
        true
    }

    fn map(&mut self, value: &mut Value, item: Shape, path: &Path<'_>) -> bool {
        match value {
            Value::Object(object) => {
                self.entries(object, |_| Some(item), path);
                true
            }
            Value::Null => self.empty(path, "object"),
            _ => self.cut(path, format!("this is {} where an object of names belongs", kind_of(value))),
        }
    }

    fn refer(&mut self, value: &mut Value, kind: Kind, path: &Path<'_>) -> bool {
        let Some(object) = value.as_object_mut() else { return self.node(value, kind, path) };
        spelling::reference(self, object, path);
        match object.get_mut("$ref") {
            None => {}
            Some(Value::String(reference)) => {
                if self.has_moved
                    && let Some(new) = swagger::rewrite(reference, kind, self.swagger.is_some())
                {
                    *reference = new;
                }
                // What may stand beside a reference is part of the document there, and nowhere else.
                return !matches!(kind, Kind::Schema | Kind::PathItem) || self.object(object, kind, path);
            }
            Some(other) => {
                let message = format!("this `$ref` is {} instead of a text", kind_of(other));
                self.cut(&path.key("$ref"), message);
                object.shift_remove("$ref");
            }
        }
        self.object(object, kind, path)
    }

    fn node(&mut self, value: &mut Value, kind: Kind, path: &Path<'_>) -> bool {
        if !value.is_object() && !self.make_object(value, kind, path) {
            return false;
        }
        match value {
            Value::Object(object) => self.object(object, kind, path),
            _ => false,
        }
    }

    /// Reads what is no object as the object it plainly stands for.
    fn make_object(&mut self, value: &mut Value, kind: Kind, path: &Path<'_>) -> bool {
        if kind == Kind::Schema {
            return schema::from_other(self, value, path);
        }
        let key = match (kind, &value) {
            (Kind::Server | Kind::ExternalDocs, Value::String(_)) => "url",
            (Kind::Tag | Kind::License | Kind::Contact, Value::String(_)) => "name",
            (Kind::Discriminator, Value::String(_)) => "propertyName",
            (Kind::Response | Kind::RequestBody, Value::String(_)) => "description",
            (Kind::Example, _) => "value",
            (Kind::Response | Kind::MediaType | Kind::Responses | Kind::Flows, Value::Null) => {
                *value = json!({});
                return true;
            }
            (_, Value::Null) => return self.empty(path, kind.name()),
            _ => {
                return self.cut(
                    path,
                    format!("this is {} where {} belongs", kind_of(value), Kind::any(kind.name())),
                );
            }
        };
        if self.swagger.is_none() {
            let message = format!("this is {} where {} belongs", kind_of(value), Kind::any(kind.name()));
            self.note(path, message, format!("it is read as the `{key}`"));
        }
        *value = json!({key: value.take()});
        true
    }

    /// Makes the fields of an object fit. `false` when it lacks what it cannot be without.
    pub(super) fn object(&mut self, object: &mut Object, kind: Kind, path: &Path<'_>) -> bool {
        if self.depth >= DEEPEST && !object.is_empty() {
            let message = format!("more than {DEEPEST} objects lie inside each other here");
            self.lossy(path, message, "move the inner schema to `components.schemas` and refer to it");
            object.clear();
            return kind == Kind::Schema;
        }
        self.depth += 1;
        spelling::read_as_meant(self, object, kind, path);
        let fits = self.prepare(object, kind, path) && {
            self.fields(object, kind, path);
            self.finish(object, kind, path)
        };
        self.depth -= 1;
        fits
    }

    pub(super) fn fields(&mut self, object: &mut Object, kind: Kind, path: &Path<'_>) {
        let unknown = Mutex::new(Vec::new());
        let field = |key: &str| {
            let shape = kind.field(key);
            if shape.is_none()
                && let Some(word) = spelling::perhaps(kind, key)
                && let Ok(mut unknown) = unknown.lock()
            {
                unknown.push((key.to_owned(), word));
            }
            shape
        };
        if kind == Kind::Document && self.swagger.is_none() {
            self.side_by_side(object, field, path);
        } else {
            self.entries(object, field, path);
        }
        for (key, word) in unknown.into_inner().unwrap_or_default() {
            spelling::leave_out(self, object, kind, &key, word, path);
        }
    }

    /// The entries of an object, whose shapes their keys say.
    fn entries(
        &mut self,
        object: &mut Object,
        shape: impl Fn(&str) -> Option<Shape> + Sync,
        path: &Path<'_>,
    ) {
        if object.len() >= WORTH_IT && self.depth <= DEEPEST_BESIDE && self.swagger.is_none() {
            return self.side_by_side(object, shape, path);
        }
        object.retain(|key, value| match shape(key) {
            Some(shape) => self.fit(value, shape, &path.key(key)),
            None => true,
        });
    }

    /// The same side by side: the sections of a document have nothing to do with each other, nor have its paths or its
    /// schemas.
    fn side_by_side(
        &mut self,
        object: &mut Object,
        shape: impl Fn(&str) -> Option<Shape> + Sync,
        path: &Path<'_>,
    ) {
        let entries: Vec<_> = object.iter_mut().map(|(key, value)| (key, Mutex::new(value))).collect();
        let before = Arc::new(std::mem::take(&mut self.moves));
        let fitted = parallel::each(entries.len(), TWO, |index| {
            let (mut report, (key, value)) = (Report::new(), entries.get(index)?);
            let mut part = Fitter {
                required: self.required.of_a_part(),
                moves: Moves::after(&before),
                has_moved: self.has_moved,
                depth: self.depth,
                ..Fitter::new(self.file, self.origins, &mut report)
            };
            let fits = match shape(key) {
                Some(shape) => part.fit(&mut **value.lock().ok()?, shape, &path.key(key)),
                None => true,
            };
            let (required, moves, cut_out) = (part.required, part.moves, part.cut_out);
            Some((fits, required, moves, cut_out, report))
        });
        // The parts still hold it.
        self.moves = Arc::unwrap_or_clone(before);
        let mut fitted = fitted.into_iter();
        object.retain(|_, _| {
            // There is one for each entry, whose lock nobody else had.
            let Some((fits, required, moves, cut_out, report)) = fitted.next().flatten() else { return true };
            self.required.add(required);
            self.moves.merge(moves);
            self.cut_out.extend(cut_out);
            self.report.append(report);
            fits
        });
    }

    /// Before the fields: what is written in another dialect's way, or in the wrong place, moves where it belongs.
    fn prepare(&mut self, object: &mut Object, kind: Kind, path: &Path<'_>) -> bool {
        match kind {
            Kind::Schema => return schema::desugar(self, object, path),
            Kind::Document => super::document::prepare(self, object, path),
            Kind::Paths => super::document::paths(self, object, path),
            Kind::Components => super::document::components(self, object, path),
            Kind::PathItem => super::operation::path_item(self, object, path),
            Kind::Operation => super::operation::prepare(self, object, path),
            Kind::Responses => super::operation::responses(self, object, path),
            Kind::Callback => object.retain(|key, _| !key.starts_with("x-") && key != "$ref"),
            Kind::Parameter => return super::parameter::prepare(self, object, path),
            Kind::Header => super::parameter::header(self, object, path),
            Kind::RequestBody | Kind::Response => super::content::prepare(self, object, kind, path),
            Kind::MediaType => super::content::media_type(self, object, path),
            Kind::Encoding => super::content::encoding(self, object, path),
            Kind::Example => super::content::example(self, object, path),
            Kind::SecurityScheme => return super::security::scheme(self, object, path),
            Kind::Flow => super::security::flow(object),
            Kind::Discriminator => schema::discriminator(self, object, path),
            Kind::Tag => super::document::tag(object),
            _ => {}
        }
        true
    }

    /// After the fields: what is required is there, or the object goes.
    fn finish(&mut self, object: &mut Object, kind: Kind, path: &Path<'_>) -> bool {
        match kind {
            Kind::Schema => schema::finish(self, object, path),
            Kind::Document => super::document::finish(self, object, path),
            Kind::Info => {
                self.default_text(object, "title", path);
                self.default_text(object, "version", path);
            }
            Kind::License => self.default_text(object, "name", path),
            Kind::Server => return self.require(object, "url", kind, path),
            Kind::ServerVariable => repair::server_variable(self, object, path),
            Kind::ExternalDocs => return self.require(object, "url", kind, path),
            Kind::Tag => return self.require(object, "name", kind, path),
            Kind::Discriminator => return self.require(object, "propertyName", kind, path),
            Kind::Operation => super::operation::finish(self, object),
            Kind::Response => required::description(self, object, path),
            Kind::Parameter => return super::parameter::finish(self, object, path),
            Kind::Header => super::parameter::finish_header(self, object, path),
            Kind::Encoding => super::parameter::style(self, object, &super::parameter::QUERY_STYLES, path),
            Kind::Link => return repair::link(self, object, path),
            Kind::SecurityScheme => return super::security::finish_scheme(self, object, path),
            Kind::Flows => super::security::finish_flows(self, object, path),
            _ => {}
        }
        true
    }

    fn default_text(&mut self, object: &mut Object, key: &str, path: &Path<'_>) {
        if !object.contains_key(key) {
            self.note(
                path,
                format!("there is no `{key}` here"),
                "the standard requires it; add it with an overlay",
            );
            object.insert(key.into(), "".into());
        }
    }

    pub(super) fn require(&mut self, object: &Object, key: &str, kind: Kind, path: &Path<'_>) -> bool {
        object.contains_key(key) || self.cut(path, format!("this {} has no `{key}`", kind.name()))
    }

    fn empty(&mut self, path: &Path<'_>, wanted: &str) -> bool {
        self.note(
            path,
            format!("this is null where {} belongs", Kind::any(wanted)),
            "it is read as if it were not there",
        );
        false
    }

    /// The nulls of a list are left out.
    pub(super) fn without_nulls(
        &mut self,
        list: &mut Vec<Value>,
        is_null: fn(&Value) -> bool,
        path: &Path<'_>,
    ) {
        let mut index = 0;
        let last = list.iter().rposition(|value| !is_null(value)).unwrap_or_default();
        list.retain(|value| {
            let is_null = is_null(value);
            // What stands before it keeps its index.
            if is_null && index < last {
                self.cut_out.push(path.index(index).pointer());
            }
            index += 1;
            !is_null
        });
    }

    /// All that has moved.
    pub(super) fn into_moves(mut self) -> Moves {
        self.moves.cut(self.cut_out);
        self.moves
    }
}
