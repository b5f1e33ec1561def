//! The stable codes of diagnostics, in one table.

use super::Severity;
use std::fmt;

macro_rules! codes {
    ($($(#[doc = $doc:literal])* $variant:ident = $name:literal, $severity:ident;)*) => {
        /// What kind of thing a diagnostic reports. The names are stable: scripts may rely on them.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Code { $($(#[doc = $doc])* $variant,)* }

        impl Code {
            /// Every code.
            pub const ALL: &'static [Code] = &[$(Code::$variant,)*];

            /// The stable name, in kebab case.
            pub fn name(self) -> &'static str {
                match self { $(Code::$variant => $name,)* }
            }

            /// The severity unless a stage knows better.
            pub fn severity(self) -> Severity {
                match self { $(Code::$variant => Severity::$severity,)* }
            }

            /// What the code means, in a sentence or two.
            pub fn explain(self) -> &'static str {
                match self { $(Code::$variant => concat!($($doc,)*).trim_ascii(),)* }
            }
        }
    };
}

codes! {
    /// A file cannot be read.
    Unreadable = "unreadable", Error;
    /// A file has bytes that are not Unicode text.
    NotUnicode = "not-unicode", Lossy;
    /// A file is neither YAML nor JSON.
    Syntax = "syntax", Error;
    /// A file is larger, deeper or expands further than the limits.
    TooLarge = "too-large", Error;
    /// The document is not an OpenAPI document, or is empty.
    NotOpenApi = "not-openapi", Error;
    /// A key stands twice in one object; the last one counts.
    DuplicateKey = "duplicate-key", Lossy;
    /// A `$ref` leads outside the document's folder, or to the network.
    ForeignReference = "foreign-reference", Lossy;
    /// A `$ref`, or the name of a security scheme, leads to nothing.
    DanglingReference = "dangling-reference", Lossy;
    /// A part of the document is not of the shape the standard gives it and was repaired or cut out.
    Malformed = "malformed", Lossy;
    /// A part of the document is of the standard, but not bound yet.
    Unsupported = "unsupported", Lossy;
    /// Two parts of a schema contradict each other; the first one counts.
    Conflict = "conflict", Lossy;
    /// The overlay is not an Overlay 1.x document.
    NotOverlay = "not-overlay", Error;
    /// An action of an overlay matches nothing.
    UnmatchedAction = "unmatched-action", Error;
    /// The configuration is wrong.
    Configuration = "configuration", Error;
    /// A cell or sentence of prose says something about shape that is not understood.
    ProseUnclear = "prose-unclear", Lossy;
    /// A table has rows with more cells than its header.
    RaggedTable = "ragged-table", Lossy;
    /// A link in prose leads to a section that does not exist.
    MissingSection = "missing-section", Lossy;
    /// Two sections that prose links to have the same name; the first one counts.
    AmbiguousSection = "ambiguous-section", Lossy;
    /// Prose says other than what the document states explicitly, which counts.
    ProseContradicts = "prose-contradicts", Note;
    /// A name had to be changed to be unique.
    NameCollision = "name-collision", Note;
    /// A name would be another by now, and is kept, since it is in the lock file.
    KeptName = "kept-name", Note;
    /// The lock file cannot be understood.
    BrokenLock = "broken-lock", Error;
    /// An example is not valid by its own schema.
    InvalidExample = "invalid-example", Note;
    /// A constraint of the document is not checked.
    Unchecked = "unchecked", Note;
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn names_are_unique_and_kebab_case() {
        let names: BTreeSet<&str> = Code::ALL.iter().map(|code| code.name()).collect();
        assert_eq!(names.len(), Code::ALL.len());
        for name in names {
            let words: Vec<&str> = name.split('-').collect();
            let plain = |word: &&str| !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase());
            assert!(words.iter().all(plain), "{name} is not kebab-case");
        }
    }

    #[test]
    fn every_code_is_explained_in_a_sentence() {
        for code in Code::ALL {
            assert!(code.explain().ends_with('.'), "{code}: {:?}", code.explain());
        }
        assert_eq!(Code::Syntax.explain(), "A file is neither YAML nor JSON.");
    }
}
