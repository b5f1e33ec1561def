//! The types of a generated crate, and what their impls say of JSON: read from its source.

use bindery::write::Files;
use std::collections::BTreeMap;
use syn::punctuated::Punctuated;
use syn::visit::Visit;
use syn::{Expr, ExprStruct, Item, ItemImpl, Lit, Macro, Member, Token, Type};

/// The types of a crate by name.
#[derive(Default)]
pub struct Emitted {
    /// Structs, enums and aliases.
    pub items: BTreeMap<String, Item>,
    /// What is said of them.
    pub told: BTreeMap<String, Told>,
}

/// What the impls of a type say.
pub enum Told {
    /// A struct: the key of each field, and a letter for when it is there.
    Model { keys: Vec<String>, presence: Vec<u8> },
    /// An enum of texts: each value and its variant.
    Texts(Vec<(String, String)>),
    /// An enum of whole numbers.
    Integers,
    /// One of several types.
    Union(Option<Tag>),
}

/// The property that tells the branch of an object.
pub struct Tag {
    /// Its key.
    pub property: String,
    /// Its values, and the index of the variant each stands for.
    pub values: Vec<(String, usize)>,
}

impl Emitted {
    /// Those of the models in the files of a crate.
    ///
    /// # Errors
    ///
    /// When one of them is not Rust.
    pub fn of(files: &Files) -> syn::Result<Self> {
        let mut emitted = Self::default();
        for (_, text) in files.iter().filter(|(path, _)| path.starts_with("src/models")) {
            syn::parse_file(text)?.items.into_iter().for_each(|item| emitted.add(item));
        }
        Ok(emitted)
    }

    fn add(&mut self, item: Item) {
        let name = match &item {
            Item::Struct(item) => item.ident.to_string(),
            Item::Enum(item) => item.ident.to_string(),
            Item::Type(item) => item.ident.to_string(),
            Item::Impl(item) => {
                self.told.extend(told(item));
                return;
            }
            Item::Macro(item) => {
                self.told.extend(enumeration(&item.mac));
                return;
            }
            _ => return,
        };
        self.items.insert(name, item);
    }
}

/// The types of the fields of all variants, or of a struct.
pub fn types(item: &Item) -> Vec<&Type> {
    match item {
        Item::Struct(item) => item.fields.iter().map(|field| &field.ty).collect(),
        Item::Enum(item) => {
            item.variants.iter().flat_map(|variant| variant.fields.iter().map(|field| &field.ty)).collect()
        }
        Item::Type(item) => vec![&item.ty],
        _ => Vec::new(),
    }
}

fn told(item: &ItemImpl) -> Option<(String, Told)> {
    let (path, _) = item.trait_.as_ref()?;
    let told = match path.segments.last()?.ident.to_string().as_str() {
        "Model" => {
            let shape = literal(item, "Shape")?;
            let keys = elements(field(&shape, "keys")?).iter().filter_map(text).collect();
            Told::Model { keys, presence: bytes(field(&shape, "presence")?)? }
        }
        "Union" => {
            let shape = literal(item, "UnionShape")?;
            Told::Union(tag(field(&shape, "tag")?))
        }
        _ => return None,
    };
    match &*item.self_ty {
        Type::Path(path) => Some((path.path.get_ident()?.to_string(), told)),
        _ => None,
    }
}

/// The struct literal of a type in an impl.
fn literal(item: &ItemImpl, name: &'static str) -> Option<ExprStruct> {
    struct Found(&'static str, Option<ExprStruct>);
    impl<'ast> Visit<'ast> for Found {
        fn visit_expr_struct(&mut self, found: &'ast ExprStruct) {
            if found.path.segments.last().is_some_and(|segment| segment.ident == self.0) {
                self.1 = Some(found.clone());
            }
        }
    }
    let mut found = Found(name, None);
    found.visit_item_impl(item);
    found.1
}

fn field<'a>(of: &'a ExprStruct, name: &str) -> Option<&'a Expr> {
    let is_it = |member: &Member| matches!(member, Member::Named(ident) if ident == name);
    of.fields.iter().find(|field| is_it(&field.member)).map(|field| &field.expr)
}

/// The elements of an array, also behind a `&`.
fn elements(expr: &Expr) -> Vec<Expr> {
    match expr {
        Expr::Reference(reference) => elements(&reference.expr),
        Expr::Array(array) => array.elems.iter().cloned().collect(),
        _ => Vec::new(),
    }
}

fn text(expr: &Expr) -> Option<String> {
    match expr {
        Expr::Lit(literal) => match &literal.lit {
            Lit::Str(text) => Some(text.value()),
            _ => None,
        },
        _ => None,
    }
}

fn bytes(expr: &Expr) -> Option<Vec<u8>> {
    match expr {
        Expr::Lit(literal) => match &literal.lit {
            Lit::ByteStr(bytes) => Some(bytes.value()),
            _ => None,
        },
        _ => None,
    }
}

/// The pair of a text and something else.
fn pair(expr: &Expr) -> Option<(String, &Expr)> {
    match expr {
        Expr::Tuple(tuple) => Some((text(tuple.elems.first()?)?, tuple.elems.last()?)),
        _ => None,
    }
}

fn tag(expr: &Expr) -> Option<Tag> {
    let Expr::Call(some) = expr else { return None };
    let Some(Expr::Struct(tag)) = some.args.first() else { return None };
    let index = |expr: &Expr| match expr {
        Expr::Lit(literal) => match &literal.lit {
            Lit::Int(index) => index.base10_parse().ok(),
            _ => None,
        },
        _ => None,
    };
    let values = elements(field(tag, "values")?);
    let values =
        values.iter().filter_map(|value| pair(value).and_then(|(text, of)| Some((text, index(of)?))));
    Some(Tag { property: text(field(tag, "property")?)?, values: values.collect() })
}

/// What the call of a macro says of an enum: its name, the variant for unknown values, each other variant and its value.
fn enumeration(call: &Macro) -> Option<(String, Told)> {
    let is_of_texts = match call.path.segments.last()?.ident.to_string().as_str() {
        "open_enum" => true,
        "integer_enum" => false,
        _ => return None,
    };
    let said = call.parse_body_with(Punctuated::<Expr, Token![,]>::parse_terminated).ok()?;
    let told = match is_of_texts {
        true => Told::Texts(said.iter().filter_map(value).collect()),
        false => Told::Integers,
    };
    Some((name(said.first()?)?, told))
}

/// The value of a variant, and the variant.
fn value(expr: &Expr) -> Option<(String, String)> {
    match expr {
        Expr::Call(call) => Some((text(call.args.first()?)?, name(&call.func)?)),
        _ => None,
    }
}

fn name(expr: &Expr) -> Option<String> {
    match expr {
        Expr::Path(path) => Some(path.path.get_ident()?.to_string()),
        _ => None,
    }
}
