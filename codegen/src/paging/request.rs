//! What a request says about the page that it asks for.

use super::page::not_null;
use super::words::{CURSORS, OFFSETS, OFTEN_MOMENTS, PAGES, SIZES, words};
use crate::ir::{
    Bound, Content, JsonType, Location, Operation, Parameter, Payload, Shape, Style, TypeId, Types,
};

/// Something in a request that says which page is meant, or may say that.
pub(super) struct Input<'a> {
    /// Its name on the wire.
    pub wire: String,
    /// Its name as words.
    pub name: String,
    /// The type of its values other than `null`.
    pub ty: TypeId,
    /// What the document says of it.
    pub text: &'a str,
    /// Its value when it is left out, where the document says that.
    pub default: Option<u64>,
}

/// The optional parameters of a request's query.
pub(super) struct Asked<'a> {
    types: &'a Types,
    inputs: Vec<Input<'a>>,
}

impl<'a> Asked<'a> {
    /// Those of an operation.
    pub fn of(types: &'a Types, operation: &'a Operation) -> Self {
        let is_query = |parameter: &&Parameter| parameter.location == Location::Query && !parameter.required;
        let parameters = operation.parameters.iter().filter(is_query);
        Self { types, inputs: parameters.flat_map(|parameter| inputs(types, parameter)).collect() }
    }

    /// The properties of a JSON body that may be left out.
    pub fn in_body(types: &'a Types, operation: &'a Operation) -> Self {
        let body = operation.body.as_ref().map(|body| body.choices.as_slice());
        let object = match body {
            Some([Content { payload: Payload::Json(ty), .. }]) => &types[not_null(types, *ty)].shape,
            _ => return Self { types, inputs: Vec::new() },
        };
        let Shape::Object(object) = object else { return Self { types, inputs: Vec::new() } };
        let optional = object.properties.iter().filter(|property| !property.required);
        let inputs = optional.map(|property| Input {
            name: words(&property.name),
            wire: property.name.clone(),
            ty: not_null(types, property.ty),
            text: property.docs.text.as_deref().unwrap_or_default(),
            default: None,
        });
        Self { types, inputs: inputs.collect() }
    }

    fn is(&self, input: &Input<'_>, json: JsonType) -> bool {
        self.types[input.ty].shape.json_type() == Some(json)
    }

    /// What may take a cursor: texts, and integers of a name that does not count.
    pub fn cursors(&self) -> impl Iterator<Item = &Input<'a>> {
        let counts = |name: &str| OFFSETS.contains(&name) || PAGES.contains(&name);
        self.inputs.iter().filter(move |input| {
            let is_number = self.is(input, JsonType::Integer) || self.is(input, JsonType::Number);
            let is_text = matches!(self.types[input.ty].shape, Shape::String(_));
            let fits = is_text || (is_number && !counts(&input.name));
            CURSORS.contains(&input.name.as_str()) && fits
        })
    }

    /// What says how many items a page has.
    pub fn has_size(&self) -> bool {
        self.inputs
            .iter()
            .any(|input| SIZES.contains(&input.name.as_str()) && !self.is(input, JsonType::Boolean))
    }

    /// What counts items.
    pub fn offset(&self) -> Option<&Input<'a>> {
        let is_moment = |input: &Input<'_>| {
            let text = input.text.to_lowercase();
            OFTEN_MOMENTS.contains(&input.name.as_str())
                && ["time", "date", "moment", "epoch"].iter().any(|word| text.contains(word))
        };
        let counts_pages = |input: &Input<'_>| {
            let text = input.text.to_lowercase();
            text.contains("page number") || text.contains("number of page")
        };
        self.counter(OFFSETS).filter(|input| !is_moment(input) && !counts_pages(input))
    }

    /// What counts pages.
    pub fn page(&self) -> Option<&Input<'a>> {
        self.counter(PAGES)
    }

    fn counter(&self, names: &[&str]) -> Option<&Input<'a>> {
        let mut found = self.inputs.iter().filter(|input| {
            let is_number = self.is(input, JsonType::Integer) || self.is(input, JsonType::Number);
            names.contains(&input.name.as_str()) && is_number
        });
        found.next().filter(|_| found.next().is_none())
    }

    /// The number of the first item or page: 0 or 1, by what the document says or else as usual.
    pub fn first(&self, input: &Input<'_>, usual: u64) -> Option<u64> {
        if let Some(default) = input.default {
            return Some(default).filter(|default| *default <= 1);
        }
        let limits = match &self.types[input.ty].shape {
            Shape::Integer(integer) => &integer.limits,
            Shape::Number(number) => &number.limits,
            _ => return None,
        };
        let text = input.text.to_lowercase();
        let says_zero = [
            "zero-based",
            "0-based",
            "zero based",
            "zero-indexed",
            "0-indexed",
            "starts at 0",
            "starting at 0",
            "starting from 0",
            "starts from 0",
            "starts with 0",
        ];
        match limits.minimum {
            _ if says_zero.iter().any(|words| text.contains(words)) => Some(0),
            Some(Bound::Integer(0)) => Some(0),
            Some(Bound::Integer(1)) => Some(1),
            Some(_) => None,
            None => Some(usual),
        }
    }

    /// Whether the document says that the next page is in the header `Link`.
    pub fn says_link_header(&self) -> bool {
        self.inputs.iter().any(|input| mentions_link_header(input.text))
    }
}

/// Whether a text speaks of the header `Link`.
fn mentions_link_header(text: &str) -> bool {
    // The end of a sentence is kept, as a word of its own.
    let spaced = text.replace('.', " . ");
    let plain: String =
        spaced.chars().map(|c| if c.is_alphanumeric() || c == '.' { c } else { ' ' }).collect();
    let words: Vec<String> = plain.split_whitespace().map(str::to_lowercase).collect();
    words.iter().enumerate().any(|(index, word)| {
        let follow = words.iter().skip(index + 1).take(2);
        word == "link"
            && follow
                .take_while(|word| ["response", "header", "headers", "http"].contains(&word.as_str()))
                .any(|word| word.starts_with("header"))
    })
}

/// A parameter, or what a parameter that is an object in the query is made of.
fn inputs<'a>(types: &'a Types, parameter: &'a Parameter) -> Vec<Input<'a>> {
    let ty = not_null(types, parameter.ty);
    if let (Style::DeepObject, Shape::Object(object)) = (parameter.style, &types[ty].shape) {
        let optional = object.properties.iter().filter(|property| !property.required);
        let input = |property: &'a crate::ir::Property| {
            let wire = format!("{}[{}]", parameter.name, property.name);
            Input {
                name: words(&wire),
                wire,
                ty: not_null(types, property.ty),
                text: property.docs.text.as_deref().unwrap_or_default(),
                default: property.default.as_ref().and_then(serde_json::Value::as_u64),
            }
        };
        return optional.map(input).collect();
    }
    vec![Input {
        name: words(&parameter.name),
        wire: parameter.name.clone(),
        ty,
        text: parameter.docs.text.as_deref().unwrap_or_default(),
        default: parameter.default.as_ref().and_then(serde_json::Value::as_u64),
    }]
}
