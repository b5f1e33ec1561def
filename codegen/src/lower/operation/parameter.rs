//! Parameters, of an operation and of its path item.

use super::media::{is_json, is_text, is_xml};
use crate::case;
use crate::ir::{Docs, Location, Origin, Parameter, Role, Segment, Shape, Style, Text, Type, TypeId};
use crate::lower::Lowerer;
use crate::lower::said::also_said;
use crate::pointer::Pointer;
use crate::report::{Code, Severity};
use openapiv3::{MediaType, ParameterData, ParameterSchemaOrContent, PathItem, ReferenceOr};
use serde_json::Value;

/// Headers that something else than a parameter says: the body, the responses and the credentials.
const RESERVED: [(&str, &str); 3] = [
    ("accept", "what is asked for follows from the responses"),
    ("content-type", "it follows from the body"),
    ("authorization", "it comes from the credentials"),
];

impl Lowerer<'_> {
    /// The parameters of an operation and of its path item, which the operation's own override.
    pub(super) fn parameters(
        &mut self,
        segments: &[Segment],
        in_query: &[String],
        operation: &openapiv3::Operation,
        item: &PathItem,
        at: &Pointer,
    ) -> Vec<Parameter> {
        let item_at = at.split().map_or_else(Pointer::root, |(parent, _)| parent);
        let lists = [(&item.parameters, item_at), (&operation.parameters, at.clone())];
        let mut parameters: Vec<Parameter> = Vec::new();
        let has_query = lists.iter().any(|(list, _)| self.has_query(list));
        for (list, at) in lists {
            // How many of those that are known are of this list, at the end.
            let mut here = 0;
            for (index, parameter) in list.iter().enumerate() {
                let at = at.child("parameters").child(index);
                let Some((parameter, _)) = self.found_at(parameter, at.clone()) else { continue };
                if self.is_reserved(&parameter, &at) {
                    continue;
                }
                if has_query && is_whole(parameter.parameter_data_ref()) {
                    let message = "the whole query string stands beside parameters in the query";
                    let help = "it is left out; keep either of them with an overlay";
                    self.report(Code::Malformed, at, message, help);
                    continue;
                }
                let parameter = self.parameter(&parameter, at.clone());
                if let Some(known) = parameters.iter().position(|known| is_same(known, &parameter)) {
                    if known >= parameters.len() - here {
                        self.report_twice(&parameter, at);
                        here -= 1;
                    }
                    parameters.remove(known);
                }
                here += 1;
                parameters.push(parameter);
            }
        }
        for name in in_query {
            let find = |location| {
                parameters.iter().position(|known| known.location == location && known.name == *name)
            };
            match (find(Location::Query), find(Location::Path)) {
                (Some(_), _) => {}
                // It is one of the path's query, and declared as one of the path.
                (None, Some(index)) => {
                    (parameters[index].location, parameters[index].style) = (Location::Query, Style::Form);
                }
                (None, None) => parameters.push(self.undeclared(name, Location::Query, at)),
            }
        }
        self.match_path(segments, parameters, at)
    }

    /// Whether an operation or its path item declares a path parameter of a name.
    pub(super) fn is_in_path(&self, name: &str, operation: &openapiv3::Operation, item: &PathItem) -> bool {
        operation.parameters.iter().chain(&item.parameters).any(|parameter| {
            let parameter = self.found(parameter);
            parameter.is_some_and(|parameter| {
                let is_path = matches!(*parameter, openapiv3::Parameter::Path { .. });
                is_path && parameter.parameter_data_ref().name == name
            })
        })
    }

    fn report_twice(&mut self, parameter: &Parameter, at: Pointer) {
        let message = format!("the parameter `{}` is declared twice", parameter.name);
        self.report(
            Code::Malformed,
            at,
            message,
            "the last one counts; remove the other one with an overlay",
        );
    }

    /// Whether a list has parameters that are parts of the query string.
    fn has_query(&self, list: &[ReferenceOr<openapiv3::Parameter>]) -> bool {
        list.iter().filter_map(|parameter| self.found(parameter)).any(|parameter| {
            let is_query = matches!(*parameter, openapiv3::Parameter::Query { .. });
            is_query && !is_whole(parameter.parameter_data_ref())
        })
    }

    /// Whether a parameter is a header that the standard says to ignore (OpenAPI 3.0, section 4.7.12.2).
    fn is_reserved(&mut self, parameter: &openapiv3::Parameter, at: &Pointer) -> bool {
        let openapiv3::Parameter::Header { parameter_data, .. } = parameter else { return false };
        let name = &parameter_data.name;
        let Some((_, why)) = RESERVED.iter().find(|(reserved, _)| name.eq_ignore_ascii_case(reserved)) else {
            return false;
        };
        let message = format!("the header `{name}` is no parameter (OpenAPI 3.0, section 4.7.12.2)");
        self.tell(Severity::Note, Code::Malformed, at.clone(), message, why);
        true
    }

    /// Path parameters in the order of the path; those that only one of path and list knows are made up or left out.
    fn match_path(&mut self, segments: &[Segment], all: Vec<Parameter>, at: &Pointer) -> Vec<Parameter> {
        let (mut declared, others): (Vec<_>, Vec<_>) =
            all.into_iter().partition(|parameter| parameter.location == Location::Path);
        let mut parameters: Vec<Parameter> = Vec::new();
        for segment in segments {
            let (Segment::Parameter(name) | Segment::Rest(name)) = segment else { continue };
            if parameters.iter().any(|known| known.name == *name) {
                continue;
            }
            let mut parameter = match self.declared(name, &declared, segments) {
                Some(index) => Parameter { name: name.clone(), ..declared.remove(index) },
                None => self.undeclared(name, Location::Path, at),
            };
            if matches!(segment, Segment::Rest(_)) {
                parameter.style = Style::Rest;
            }
            parameters.push(parameter);
        }
        for unused in declared {
            let message = format!("the path has no `{{{}}}`", unused.name);
            let help = "the parameter is left out; add it to the path, or remove it, with an overlay";
            self.report(Code::Malformed, unused.place(), message, help);
        }
        parameters.extend(others);
        parameters
    }

    /// Which of those that are declared is the parameter of a path: the one of its name, or else the first that is spelt as it is
    /// but for capitals and dashes, and that the path has not itself.
    fn declared(&mut self, name: &str, declared: &[Parameter], segments: &[Segment]) -> Option<usize> {
        if let Some(index) = declared.iter().position(|parameter| parameter.name == name) {
            return Some(index);
        }
        let is_in_path = |name: &str| {
            let is = |known: &String| known == name;
            segments
                .iter()
                .any(|it| matches!(it, Segment::Parameter(known) | Segment::Rest(known) if is(known)))
        };
        let letters = case::letters(name);
        let is_meant =
            |parameter: &Parameter| case::letters(&parameter.name) == letters && !is_in_path(&parameter.name);
        let (index, parameter) = declared.iter().enumerate().find(|(_, parameter)| is_meant(parameter))?;
        let message = format!("the path has no `{{{}}}`, but `{{{name}}}`", parameter.name);
        let help = "it is read as that; spell both the same with an overlay";
        self.tell(Severity::Note, Code::Malformed, parameter.place(), message, help);
        Some(index)
    }

    fn undeclared(&mut self, name: &str, location: Location, at: &Pointer) -> Parameter {
        let message = format!("the parameter `{name}` of the path is not declared");
        let help = "it is bound as a required text; declare it under `parameters` with an overlay";
        self.report(Code::Malformed, at.clone(), message, help);
        let origin = Origin::Operation(self.api.operations.len(), Role::Parameter(name.to_owned()));
        let (docs, shape) = (Docs::default(), Shape::String(Text::default()));
        let ty = self.api.types.add(Type { origin, docs, at: at.clone(), shape });
        Parameter {
            name: name.to_owned(),
            location,
            required: true,
            ty,
            style: if location == Location::Path { Style::Simple } else { Style::Form },
            explode: false,
            default: None,
            reserved: false,
            or_empty: false,
            docs: Docs { at: at.clone(), ..Docs::default() },
        }
    }

    fn parameter(&mut self, parameter: &openapiv3::Parameter, at: Pointer) -> Parameter {
        let data = parameter.parameter_data_ref();
        let (location, mut style) = location_and_style(parameter);
        let origin = Origin::Operation(self.api.operations.len(), Role::Parameter(data.name.clone()));
        let ty = match &data.format {
            ParameterSchemaOrContent::Schema(schema) => self.schema(schema, origin, at.child("schema")),
            ParameterSchemaOrContent::Content(content) => {
                let at = at.child("content");
                match content.iter().next() {
                    Some((name, media)) => {
                        style = match is_json(name) {
                            true if is_whole(data) => Style::Whole,
                            true => Style::Json,
                            false => style,
                        };
                        self.parameter_content(name, media, origin, &at.child(name))
                    }
                    None => self.reserve(origin, at),
                }
            }
        };
        Parameter {
            name: data.name.clone(),
            location,
            required: data.required || location == Location::Path,
            ty,
            style,
            explode: data.explode.unwrap_or(style == Style::Form),
            default: self.default_of(data),
            reserved: matches!(parameter, openapiv3::Parameter::Query { allow_reserved: true, .. }),
            or_empty: matches!(parameter, openapiv3::Parameter::Query { allow_empty_value: Some(true), .. }),
            docs: also_said(&data.name, parameter_docs(data, &at), &data.format, &at),
        }
    }

    /// What a parameter is when it is left out.
    fn default_of(&self, data: &ParameterData) -> Option<Value> {
        let ParameterSchemaOrContent::Schema(schema) = &data.format else { return None };
        let schema = match schema {
            ReferenceOr::Item(schema) => Some(schema),
            ReferenceOr::Reference { reference } => self.look_up(reference).and_then(ReferenceOr::as_item),
        };
        schema?.schema_data.default.clone()
    }

    /// The type of a parameter with `content`: what is not JSON is text that the caller writes.
    fn parameter_content(&mut self, name: &str, media: &MediaType, origin: Origin, at: &Pointer) -> TypeId {
        if is_json(name) {
            return self.media_schema(media, origin, at);
        }
        if !is_text(name) || (is_xml(name) && media.schema.is_some()) {
            let message = format!("a parameter of `{name}` is not typed");
            self.report(Code::Unsupported, at.clone(), message, "it is bound as text that the caller writes");
        }
        let (docs, shape) = (Docs::default(), Shape::String(Text::default()));
        self.api.types.add(Type { origin, docs, at: at.clone(), shape })
    }
}

/// Whether a parameter is the whole query string.
fn is_whole(data: &ParameterData) -> bool {
    data.extensions.contains_key("x-bindery-whole")
}

/// Whether a parameter overrides another one: names of headers are equal whatever their case.
fn is_same(known: &Parameter, other: &Parameter) -> bool {
    let is_name = match other.location {
        Location::Header => known.name.eq_ignore_ascii_case(&other.name),
        _ => known.name == other.name,
    };
    known.location == other.location && is_name
}

fn location_and_style(parameter: &openapiv3::Parameter) -> (Location, Style) {
    use openapiv3::{PathStyle, QueryStyle};
    match parameter {
        openapiv3::Parameter::Path { style, .. } => {
            let style = match style {
                PathStyle::Simple => Style::Simple,
                PathStyle::Label => Style::Label,
                PathStyle::Matrix => Style::Matrix,
            };
            (Location::Path, style)
        }
        openapiv3::Parameter::Query { style, .. } => {
            let style = match style {
                QueryStyle::Form => Style::Form,
                QueryStyle::SpaceDelimited => Style::SpaceDelimited,
                QueryStyle::PipeDelimited => Style::PipeDelimited,
                QueryStyle::DeepObject => Style::DeepObject,
            };
            (Location::Query, style)
        }
        openapiv3::Parameter::Header { .. } => (Location::Header, Style::Simple),
        openapiv3::Parameter::Cookie { .. } => (Location::Cookie, Style::Form),
    }
}

fn parameter_docs(data: &ParameterData, at: &Pointer) -> Docs {
    Docs {
        summary: None,
        text: data.description.clone(),
        at: at.child("description"),
        deprecated: data.deprecated.unwrap_or(false),
        external: None,
    }
}
