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

/// What an operation's type would hide besides: what their module imports.
const TAKEN_BESIDE_OPERATIONS: &[&str] = &[
    "Builder",
    "Bytes",
    "Encoding",
    "Error",
    "HeaderValue",
    "Method",
    "Operation",
    "Paged",
    "Paging",
    "Reply",
    "Route",
    "Style",
];

/// What a service's trait would hide besides: what its module imports, and what its own code names.
const TAKEN_BESIDE_SERVICES: &[&str] =
    &["Arc", "Future", "Pin", "Send", "Sync", "Sized", "Router", "Routes", "RequestHead", "Respond", "From"];

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
pub(super) const TAKEN_METHODS: &[&str] =
    &["new", "blocking", "tower", "builder", "call", "send", "clone", "execute", "base_url", "credentials"];

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
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_setter_takes_a_method_of_calls() {
        let runtime = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/runtime");
        let mut found = 0;
        for file in std::fs::read_dir(runtime).unwrap() {
            let path = file.unwrap().path();
            let text = if path.is_file() { std::fs::read_to_string(path).unwrap() } else { String::new() };
            let blocks =
                text.split("\nimpl<").filter_map(|block| block.split_once("> Call<")?.1.split_once("\n}"));
            for (block, _) in blocks.filter(|(block, _)| block.contains("pub fn ")) {
                for method in block.split("    pub fn ").skip(1) {
                    let name = method.split(['(', '<']).next().unwrap();
                    assert!(TAKEN_SETTERS.contains(&name) || TAKEN_FIELDS.contains(&name), "{name}");
                    found += 1;
                }
            }
        }
        assert!(found >= TAKEN_SETTERS.len());
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
