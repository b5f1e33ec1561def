//! Names that something else has already.

/// Names of the language, and of what every module of types or operations imports.
const TAKEN: &[&str] = &[
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
];

/// What a type would hide besides.
const TAKEN_BESIDE_TYPES: &[&str] = &["From", "PartialEq", "Eq", "Hash", "Send", "Sync", "Violations"];

/// What an operation's type would hide besides: what the modules import that have a type for each operation.
const TAKEN_BESIDE_OPERATIONS: &[&str] = &[
    "Builder",
    "Bytes",
    "Encoding",
    "Error",
    "From",
    "HeaderValue",
    "Operation",
    "Paged",
    "Paging",
    "Payload",
    "Reply",
    "Route",
    "Style",
];

/// What a service's trait would hide besides: what its module imports, and what its own code names.
const TAKEN_BESIDE_SERVICES: &[&str] = &[
    "Arc",
    "From",
    "Future",
    "IntoFrame",
    "Pin",
    "RequestHead",
    "Respond",
    "Router",
    "Routes",
    "S",
    "Send",
    "Sized",
    "Streamed",
    "Sync",
];

/// Whether the trait of a service would hide something under this name.
pub(super) fn is_taken_service(name: &str) -> bool {
    TAKEN.contains(&name) || TAKEN_BESIDE_SERVICES.contains(&name)
}

/// Whether a type of this name would hide another one.
pub(super) fn is_taken_type(name: &str) -> bool {
    TAKEN.contains(&name) || TAKEN_BESIDE_TYPES.contains(&name)
}

/// Whether the type of an operation would hide another one under this name.
pub(super) fn is_taken_operation(name: &str) -> bool {
    TAKEN.contains(&name) || TAKEN_BESIDE_OPERATIONS.contains(&name)
}

/// The name of the method that sets a field, or what is optional in a call: that of the field, with an underscore where it
/// would hide a method of another kind. `Order::from(value)` would be the setter otherwise.
pub(crate) fn setter_name(field: &str, is_call: bool) -> String {
    let is_taken = TAKEN_FIELDS.contains(&field) || is_call && TAKEN_SETTERS.contains(&field);
    if is_taken { format!("{field}_") } else { field.to_owned() }
}

/// Names of methods that a field's setter would hide.
pub(super) const TAKEN_FIELDS: &[&str] = &[
    "new",
    "validate",
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

/// The method of the variables of an address, which the setter of one would be a second one of.
pub(super) const TAKEN_BY_ADDRESSES: &str = "url";

/// Names of a call's own methods, which the setter of an optional parameter would be a second one of.
pub(super) const TAKEN_SETTERS: &[&str] = &[
    "answer",
    "by",
    "client",
    "events",
    "into_operation",
    "items",
    "operation",
    "pages",
    "raw",
    "retrying",
    "send",
    "stream",
    "with_header",
    "within",
];

/// Names of the client's own methods.
pub(super) const TAKEN_METHODS: &[&str] = &[
    "new",
    "at",
    "blocking",
    "tower",
    "builder",
    "call",
    "send",
    "clone",
    "execute",
    "base_url",
    "credentials",
];

/// Names of features that a crate has besides those of its tags, and of modules that stand beside theirs.
pub(crate) const TAKEN_FEATURES: &[&str] = &[
    "default",
    "full",
    "client",
    "blocking",
    "tower",
    "tracing",
    "server",
    "patterns",
    "unused-schemas",
    "codec",
    "models",
    "operations",
    "requests",
    "replies",
    // Crates, which modules name by their paths; the module `runtime` they import.
    "axum",
    "bytes",
    "chrono",
    "http",
    "runtime",
    "serde_json",
    "std",
];

#[cfg(test)]
mod tests {
    use super::super::outcome::TAKEN_CREDENTIALS;
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn no_setter_takes_a_method_of_calls() {
        let methods = methods("Call");
        assert!(methods.len() >= TAKEN_SETTERS.len(), "{methods:?}");
        for name in methods {
            let name = name.as_str();
            assert!(TAKEN_SETTERS.contains(&name) || TAKEN_FIELDS.contains(&name), "{name}");
        }
    }

    #[test]
    fn no_operation_takes_a_method_of_clients() {
        let methods = methods("Client");
        assert!(methods.len() >= 6, "{methods:?}");
        for name in methods {
            assert!(TAKEN_METHODS.contains(&name.as_str()), "{name}");
        }
    }

    #[test]
    fn no_scheme_takes_a_method_of_credentials() {
        let methods = methods("Credentials");
        assert!(methods.contains("bearer"), "{methods:?}");
        for name in methods {
            assert!(TAKEN_CREDENTIALS.contains(&name.as_str()), "{name}");
        }
    }

    #[test]
    fn no_service_takes_a_method_of_routes() {
        let methods = methods("Routes");
        assert!(methods.contains("into_router"), "{methods:?}");
        for name in methods {
            assert!(super::super::service::TAKEN_METHODS.contains(&name.as_str()), "{name}");
        }
    }

    /// The names of all methods that the runtime gives to a type, private ones too: each is in the way of a second one.
    fn methods(of: &str) -> BTreeSet<String> {
        let runtime = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/runtime");
        let paths = std::fs::read_dir(runtime).unwrap().map(|file| file.unwrap().path());
        let files = paths.filter(|path| path.is_file()).map(|path| std::fs::read_to_string(path).unwrap());
        let items = files.flat_map(|text| syn::parse_file(&text).unwrap().items);
        let implementations = items.filter_map(|item| match item {
            syn::Item::Impl(item) if item.trait_.is_none() => Some(item),
            _ => None,
        });
        let is_of = |ty: &syn::Type| matches!(ty, syn::Type::Path(path) if path.path.segments.last().unwrap().ident == of);
        let members = implementations.filter(|item| is_of(&item.self_ty)).flat_map(|item| item.items);
        members
            .filter_map(|member| match member {
                syn::ImplItem::Fn(function) => Some(function.sig.ident.to_string()),
                _ => None,
            })
            .collect()
    }

    #[test]
    fn no_tag_takes_the_feature_of_every_crate() {
        let features = include_str!("../emit/features.toml").lines();
        let names: Vec<&str> = features.filter_map(|line| Some(line.split_once(" = ")?.0)).collect();
        assert!(names.contains(&"client"));
        for name in names {
            assert!(TAKEN_FEATURES.contains(&name), "{name}");
        }
    }
}
