//! Files: bytes that are a body, or parts of a form.

use crate::ir::{Array, Branch, Docs, Origin, Role, Shape, Type, TypeId};
use crate::lower::Lowerer;
use crate::pointer::Pointer;
use openapiv3::{MediaType, Schema};
use serde_json::Value;

/// So deep may schemas be made of others for their files to be found: a list or null, of what is a file by a reference.
const DEEPEST: usize = 4;

/// What a property of a form holds that is a file.
#[derive(Clone, Copy, Debug)]
struct Files {
    /// A list of them.
    many: bool,
    /// It may be a text as well, which a file can hold, too.
    or_text: bool,
}

impl Lowerer<'_> {
    /// The type of a form of parts: one of its own when it holds files, since JSON has none.
    pub(super) fn multipart(&mut self, media: &MediaType, origin: Origin, at: &Pointer) -> TypeId {
        let at = self.end(at.child("schema"));
        let Some(schema) = self.look(&at) else {
            return self.reserve(origin, at);
        };
        let has_files = self.has_files(schema);
        let typed = media.schema.as_ref();
        let component = self.component_of(&at);
        if let Some(form) = component.and_then(|component| self.forms.get(&component)) {
            return *form;
        }
        match (has_files, serde_json::from_value::<Schema>(schema.clone())) {
            (true, Ok(item)) => {
                let id = self.reserve(origin, at);
                self.fill_item(id, &item);
                self.place_files(id);
                self.forms.extend(component.map(|component| (component, id)));
                id
            }
            _ => match typed {
                Some(schema) => self.schema(schema, origin, at),
                None => self.reserve(origin, at),
            },
        }
    }

    /// Makes the properties that are files so, those of an object or of each branch of a union.
    fn place_files(&mut self, id: TypeId) {
        let mut object = match self.api.types[id].shape.clone() {
            Shape::Object(object) => object,
            Shape::Union(mut union) => {
                union.branches.iter_mut().for_each(|branch| branch.ty = self.form_branch(id, branch));
                self.api.types[id].shape = Shape::Union(union);
                return;
            }
            _ => return,
        };
        for property in &mut object.properties {
            let at = self.api.types[property.ty].at.clone();
            let Some(files) = self.look(&at).and_then(|schema| self.files(schema, 0)) else { continue };
            // A form has nothing for null.
            property.required &= !matches!(self.api.types[property.ty].shape, Shape::Nullable(_));
            let origin = Origin::Part(id, Role::Property(property.name.clone()));
            let mut add = |shape: Shape| {
                let (docs, at) = (Docs::default(), at.clone());
                self.api.types.add(Type { origin: origin.clone(), docs, at, shape })
            };
            property.ty = add(Shape::Blob);
            if files.many {
                let items = property.ty;
                property.ty =
                    add(Shape::Array(Array { items, min_items: None, max_items: None, unique: false }));
            }
        }
        self.api.types[id].shape = Shape::Object(object);
    }

    /// The type of a branch within a form: one of its own where the branch is a component's, since that is text as JSON.
    fn form_branch(&mut self, form: TypeId, branch: &Branch) -> TypeId {
        let ty = &self.api.types[branch.ty];
        if matches!(ty.origin, Origin::Part(..)) {
            self.place_files(branch.ty);
            return branch.ty;
        }
        let at = ty.at.clone();
        let item = self.look(&at).filter(|schema| self.has_files(schema));
        let Some(item) = item.and_then(|item| serde_json::from_value::<Schema>(item.clone()).ok()) else {
            return branch.ty;
        };
        let id = self.reserve(Origin::Part(form, Role::Branch(0, branch.key.clone())), at);
        self.fill_item(id, &item);
        self.place_files(id);
        id
    }

    /// Whether an object, or one of those that it may be, has a property that is a file.
    pub(super) fn has_files(&self, schema: &Value) -> bool {
        let all = self.made_of(schema).into_iter();
        let mut properties = all.filter_map(|schema| schema.get("properties")?.as_object()).flatten();
        properties.any(|(_, schema)| self.files(schema, 0).is_some())
    }

    /// Whether the schema of a body is that of bytes, whatever the media type.
    pub(super) fn is_file_at(&self, at: &Pointer) -> bool {
        let files = self.look(&at.child("schema")).and_then(|schema| self.files(schema, 0));
        files.is_some_and(|files| !files.many && !files.or_text)
    }

    /// The files that a schema is, or that one is which it is made of.
    fn files(&self, schema: &Value, depth: usize) -> Option<Files> {
        let schema = self.end_of(schema);
        if is_file(schema) {
            return Some(Files { many: false, or_text: false });
        }
        if depth >= DEEPEST {
            return None;
        }
        if let Some(items) = schema.get("items") {
            let items = self.files(items, depth + 1).filter(|files| !files.many);
            return items.map(|files| Files { many: true, ..files });
        }
        let list = |key: &str| schema.get(key).and_then(Value::as_array).map(Vec::as_slice);
        match list("oneOf").or_else(|| list("anyOf")) {
            Some(branches) => self.files_of_any(branches, depth + 1),
            None => list("allOf")?.iter().find_map(|part| self.files(part, depth + 1)),
        }
    }

    /// The files that each of some alternatives is, or a text in place of one.
    fn files_of_any(&self, branches: &[Value], depth: usize) -> Option<Files> {
        let mut any: Option<Files> = None;
        let mut has_text = false;
        for branch in branches {
            match (self.files(branch, depth), any) {
                (Some(files), None) => any = Some(files),
                (Some(files), Some(known)) => {
                    any = Some(Files {
                        many: files.many || known.many,
                        or_text: files.or_text || known.or_text,
                    });
                }
                (None, _) if is_text(self.end_of(branch)) => has_text = true,
                (None, _) => return None,
            }
        }
        any.map(|files| Files { or_text: files.or_text || has_text, ..files })
    }
}

/// Whether a schema is that of bytes (OpenAPI 3.0, section 4.7.14.2; 3.1, section 4.8.14.2).
fn is_file(schema: &Value) -> bool {
    let says = |key: &str| schema.get(key).and_then(Value::as_str);
    let can_be = matches!(says("type"), None | Some("string" | "file"));
    let is_typed = says("contentMediaType").is_some() && says("contentEncoding").is_none();
    can_be && (says("format") == Some("binary") || says("type") == Some("file") || is_typed)
}

fn is_text(schema: &Value) -> bool {
    schema.get("type").and_then(Value::as_str) == Some("string")
}
