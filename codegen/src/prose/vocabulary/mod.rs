//! The words of tables and headings, in one place: column headers, flags, limits, and what a heading announces.

mod cell;
#[cfg(test)]
mod tests;
mod topic;

pub use cell::{Flag, flag, length, speaks_of_presence};
pub use topic::{Topic, announced, announces_other, is_neutral, presence, topic};

use super::name;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// The name of a property or parameter.
    Name,
    /// The name again, for people, or a name that other columns beat.
    Label,
    /// The type.
    Type,
    /// Whether it must be there.
    Required,
    /// Whether it may be left out.
    Optional,
    /// The greatest length, in characters or items.
    MaxLength,
    /// The least length, in characters or items.
    MinLength,
    /// The value that counts when there is none.
    Default,
    /// The values that may stand there.
    Values,
    /// Where it travels: path, query, header or body.
    Location,
    /// Whether only the service writes it.
    ReadOnly,
    /// Whether it may be null.
    Nullable,
    /// An example.
    Example,
    /// What it means.
    Description,
}

/// Headers by role, as lower-case words.
const HEADERS: &[(Role, &[&str])] = &[
    (
        Role::Name,
        &[
            "field",
            "key",
            "property",
            "parameter",
            "param",
            "attribute",
            "argument",
            "field name",
            "key name",
            "property name",
            "parameter name",
            "attribute name",
            "argument name",
            "member",
            "element",
            "json key",
            "json field",
            "json property",
            "query parameter",
            "body parameter",
            "request parameter",
            "input",
            "fields",
            "keys",
            "properties",
            "parameters",
            "attributes",
            "arguments",
            "api name",
            "variable",
        ],
    ),
    (Role::Label, &["name", "names"]),
    (
        Role::Type,
        &[
            "type",
            "types",
            "data type",
            "datatype",
            "schema type",
            "schema",
            "value type",
            "json type",
            "field type",
            "property type",
            "format type",
        ],
    ),
    (
        Role::Required,
        &[
            "required",
            "mandatory",
            "req",
            "is required",
            "required or optional",
            "required optional",
            "presence",
            "requirement",
            "obligatory",
            "mandatory optional",
            "optional required",
            "m o",
            "r o",
            "necessity",
        ],
    ),
    (Role::Optional, &["optional", "is optional"]),
    (
        Role::MaxLength,
        &[
            "max length",
            "maximum length",
            "max chars",
            "max characters",
            "maximum characters",
            "maxlength",
            "max len",
            "length",
            "character limit",
            "char limit",
            "max char",
            "max items",
            "maximum items",
            "max no of characters",
            "maximum number of characters",
            "length limit",
            "max string length",
            "len",
        ],
    ),
    (
        Role::MinLength,
        &["min length", "minimum length", "min chars", "minlength", "min characters", "min items"],
    ),
    (Role::Default, &["default", "default value", "defaults", "defaults to"]),
    (
        Role::Values,
        &[
            "values",
            "allowed values",
            "possible values",
            "valid values",
            "accepted values",
            "enum",
            "options",
            "enum values",
            "permitted values",
            "allowed",
            "supported values",
            "allowable values",
        ],
    ),
    (
        Role::Location,
        &["in", "location", "located in", "parameter type", "param type", "where", "sent in", "passed in"],
    ),
    (Role::ReadOnly, &["read only", "readonly"]),
    (Role::Nullable, &["nullable", "null", "can be null", "null allowed"]),
    (Role::Example, &["example", "examples", "sample", "example value", "sample value"]),
    (
        Role::Description,
        &[
            "description",
            "comment",
            "comments",
            "notes",
            "note",
            "details",
            "detail",
            "meaning",
            "definition",
            "explanation",
            "purpose",
            "remarks",
            "remark",
            "descriptions",
            "about",
            "info",
            "information",
            "summary",
            "what it does",
        ],
    ),
];

/// The role a header names.
pub fn role(header: &str) -> Option<Role> {
    let words = name::words(header).join(" ");
    HEADERS.iter().find(|(_, names)| names.contains(&words.as_str())).map(|(role, _)| *role)
}

/// Headers of a column that holds values, beside one that describes them.
const VALUE_HEADERS: &[&str] = &[
    "value",
    "values",
    "key",
    "keys",
    "code",
    "codes",
    "enum",
    "enum value",
    "enumeration",
    "option",
    "options",
    "constant",
    "constants",
    "status",
    "state",
    "status code",
    "error code",
    "reason",
    "literal",
    "possible value",
    "possible values",
    "allowed value",
    "allowed values",
    "valid value",
    "valid values",
    "token",
    "result code",
    "reason code",
];

/// Headers that may be over values or over anything else.
const WEAK_VALUE_HEADERS: &[&str] =
    &["name", "type", "identifier", "id", "mode", "kind", "event", "category", "level"];

/// Whether a header stands over values. `weak` lets headers pass that stand over other things as well.
pub fn heads_values(header: &str, weak: bool) -> bool {
    let words = name::words(header).join(" ");
    VALUE_HEADERS.contains(&words.as_str()) || (weak && WEAK_VALUE_HEADERS.contains(&words.as_str()))
}
