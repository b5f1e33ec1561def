//! Items and their members.

use super::{ident, list, marker, marker_of, trailing};
use proc_macro2::{Span, TokenStream};
use syn::punctuated::Punctuated;
use syn::{
    Attribute, Block, Expr, Field, Fields, FieldsNamed, FieldsUnnamed, FnArg, Generics, Ident, ImplItem,
    ImplItemConst, ImplItemFn, ImplItemMacro, ImplItemType, Item, ItemConst, ItemEnum, ItemImpl, ItemMacro,
    ItemStruct, ItemTrait, Macro, MacroDelimiter, Pat, PatIdent, PatType, Path, Receiver, ReceiverKind,
    ReturnType, Safety, Signature, Stmt, Token, TraitItem, TraitItemFn, TraitItemMacro, Type, TypeParamBound,
    Variant, Visibility,
};

/// `pub`.
pub(in crate::emit) fn public() -> Visibility {
    Visibility::Public(Default::default())
}

/// A named public field.
pub(in crate::emit) fn named_field(attrs: Vec<Attribute>, name: Ident, ty: Type) -> Field {
    let (modifiers, default) = Default::default();
    let (vis, colon_token) = (public(), Some(Default::default()));
    Field { attrs, vis, modifiers, ident: Some(name), colon_token, ty, default }
}

/// `#[attributes] #[derive(…)] #[non_exhaustive] pub struct name { fields }`.
pub(in crate::emit) fn public_struct(
    mut attrs: Vec<Attribute>,
    derives: TokenStream,
    ident: Ident,
    generics: Generics,
    fields: impl IntoIterator<Item = Field>,
) -> Item {
    attrs.extend([marker_of("derive", derives), marker("non_exhaustive")]);
    let (struct_token, semi_token) = Default::default();
    let fields = FieldsNamed { brace_token: Default::default(), named: trailing(fields) };
    let fields = Fields::Named(fields);
    Item::Struct(ItemStruct { attrs, vis: public(), struct_token, ident, generics, fields, semi_token })
}

/// `#[attributes] #[derive(…)] #[non_exhaustive] pub enum name { variants }`.
pub(in crate::emit) fn public_enum(
    mut attrs: Vec<Attribute>,
    derives: TokenStream,
    ident: Ident,
    variants: impl IntoIterator<Item = Variant>,
) -> Item {
    attrs.extend([marker_of("derive", derives), marker("non_exhaustive")]);
    let (enum_token, generics, brace_token) = Default::default();
    let variants = trailing(variants);
    Item::Enum(ItemEnum { attrs, vis: public(), enum_token, ident, generics, brace_token, variants })
}

/// A variant that holds nothing, or some values.
pub(in crate::emit) fn variant(
    attrs: Vec<Attribute>,
    ident: Ident,
    held: impl IntoIterator<Item = Type>,
) -> Variant {
    let field = |ty| {
        let (attrs, modifiers, ident, colon_token, default) = Default::default();
        Field { attrs, vis: Visibility::Inherited, modifiers, ident, colon_token, ty, default }
    };
    let unnamed: Punctuated<Field, Token![,]> = list(held.into_iter().map(field));
    let fields = match unnamed.is_empty() {
        true => Fields::Unit,
        false => Fields::Unnamed(FieldsUnnamed { paren_token: Default::default(), unnamed }),
    };
    Variant { attrs, ident, fields, discriminant: None }
}

/// `impl<generics> trait_ for ty { members }`, or without a trait; a blank line between the members.
pub(in crate::emit) fn implementation(
    generics: Generics,
    trait_: Option<Path>,
    ty: Type,
    members: impl IntoIterator<Item = ImplItem>,
) -> Item {
    let (attrs, modifiers, unsafety, impl_token, brace_token) = Default::default();
    let mut items = Vec::new();
    for member in members {
        let is_beside = |before: &ImplItem| is_short(before) && is_short(&member);
        if items.last().is_some_and(|before| !is_beside(before)) {
            items.push(blank_member());
        }
        items.push(member);
    }
    Item::Impl(ItemImpl {
        attrs,
        modifiers,
        unsafety,
        impl_token,
        generics,
        trait_: trait_.map(|path| (path, Default::default())),
        self_ty: Box::new(ty),
        brace_token,
        items,
    })
}

/// Whether a member stands beside others of its kind without a blank line.
fn is_short(member: &ImplItem) -> bool {
    matches!(member, ImplItem::Type(_) | ImplItem::Const(_))
}

fn blank_member() -> ImplItem {
    ImplItem::Macro(ImplItemMacro { attrs: Vec::new(), mac: blank_line(), semi_token: None })
}

fn blank_line() -> Macro {
    macro_of(Path::from(Ident::new(crate::print::BLANK_LINE, Span::call_site())), TokenStream::new())
}

fn macro_of(path: Path, tokens: TokenStream) -> Macro {
    let delimiter = MacroDelimiter::Brace(Default::default());
    Macro { path, bang_token: Default::default(), delimiter, tokens }
}

/// `path!(tokens);`.
pub(in crate::emit) fn macro_call(path: Path, tokens: TokenStream) -> Item {
    let (attrs, ident) = Default::default();
    let mac = macro_with(path, tokens);
    Item::Macro(ItemMacro { attrs, ident, mac, semi_token: Some(Default::default()) })
}

/// `path!(tokens);` in an `impl`.
pub(in crate::emit) fn macro_member(path: Path, tokens: TokenStream) -> ImplItem {
    let mac = macro_with(path, tokens);
    ImplItem::Macro(ImplItemMacro { attrs: Vec::new(), mac, semi_token: Some(Default::default()) })
}

fn macro_with(path: Path, tokens: TokenStream) -> Macro {
    let delimiter = MacroDelimiter::Paren(Default::default());
    Macro { path, bang_token: Default::default(), delimiter, tokens }
}

/// How a function takes its value.
#[derive(Clone, Copy)]
pub(in crate::emit) enum Receives {
    /// Not at all.
    Nothing,
    /// `mut self`.
    Value,
    /// `self`.
    Owned,
    /// `&self`.
    Shared,
    /// `&'a self` of a function that is generic over `'a`.
    SharedFor(&'static str),
    /// `&mut self`.
    Mutable,
}

/// A function of an `impl`.
pub(in crate::emit) struct Function {
    /// Attributes.
    pub attrs: Vec<Attribute>,
    /// Who sees it.
    pub vis: Visibility,
    /// Its name.
    pub name: Ident,
    /// Its receiver.
    pub receives: Receives,
    /// Its other arguments.
    pub arguments: Vec<FnArg>,
    /// What it returns; nothing when `None`.
    pub returns: Option<Type>,
    /// Its body.
    pub body: Vec<Stmt>,
}

impl Function {
    /// A function of a trait that takes, does and returns nothing yet.
    ///
    /// It is `inline`, and so becomes machine code only in the crates that call it: most users call a few operations of many.
    pub fn of_trait(name: &str, receives: Receives) -> Self {
        let attrs = vec![super::marker("inline")];
        let (arguments, returns, body) = Default::default();
        Self { attrs, vis: Visibility::Inherited, name: ident(name), receives, arguments, returns, body }
    }

    /// A function that makes a value of its type: `fn name(arguments) -> Self { value }`.
    pub fn constructor(vis: Visibility, name: &str, arguments: Vec<FnArg>, value: Expr) -> Self {
        let returns = Some(super::plain("Self"));
        let body = vec![super::answer(value)];
        Self { vis, arguments, returns, body, ..Self::of_trait(name, Receives::Nothing) }
    }
}

impl Function {
    /// Its signature, and what else it is made of.
    fn parts(self) -> (Vec<Attribute>, Visibility, Signature, Block) {
        let function = self;
        let inputs = receiver(function.receives).into_iter().chain(function.arguments);
        let output = match function.returns {
            None => ReturnType::Default,
            Some(ty) => ReturnType::Type(Default::default(), Box::new(ty)),
        };
        let generics = match function.receives {
            Receives::SharedFor(lifetime) => super::lifetime_generics(lifetime),
            _ => Generics::default(),
        };
        let (constness, asyncness, abi, fn_token, paren_token, variadic) = Default::default();
        let sig = Signature {
            constness,
            asyncness,
            safety: Safety::Default,
            abi,
            fn_token,
            ident: function.name,
            generics,
            paren_token,
            inputs: list(inputs),
            variadic,
            output,
        };
        let block = Block { brace_token: Default::default(), stmts: function.body };
        (function.attrs, function.vis, sig, block)
    }
}

impl From<Function> for ImplItem {
    fn from(function: Function) -> Self {
        let (attrs, vis, sig, block) = function.parts();
        Self::Fn(ImplItemFn { attrs, vis, modifiers: Default::default(), sig, block })
    }
}

impl From<Function> for TraitItem {
    fn from(function: Function) -> Self {
        let (attrs, _, sig, block) = function.parts();
        let (modifiers, semi_token, default) = (Default::default(), None, Some(block));
        Self::Fn(TraitItemFn { attrs, modifiers, sig, default, semi_token })
    }
}

/// `pub trait name: bounds { members }`, a blank line between the members.
pub(in crate::emit) fn public_trait(
    attrs: Vec<Attribute>,
    ident: Ident,
    bounds: impl IntoIterator<Item = TypeParamBound>,
    members: impl IntoIterator<Item = TraitItem>,
) -> Item {
    let mut items = Vec::new();
    for member in members {
        if !items.is_empty() {
            let mac = blank_line();
            items.push(TraitItem::Macro(TraitItemMacro { attrs: Vec::new(), mac, semi_token: None }));
        }
        items.push(member);
    }
    let (modifiers, unsafety, trait_token, brace_token) = Default::default();
    Item::Trait(ItemTrait {
        attrs,
        vis: public(),
        modifiers,
        unsafety,
        trait_token,
        ident,
        generics: Generics::default(),
        colon_token: Some(Default::default()),
        supertraits: list(bounds),
        brace_token,
        items,
    })
}

fn receiver(receives: Receives) -> Option<FnArg> {
    let reference = |lifetime: Option<&str>, mutable: bool| {
        let mutability: Option<Token![mut]> = mutable.then(Default::default);
        ReceiverKind::Reference(Default::default(), lifetime.map(super::lifetime), mutability)
    };
    let (mutability, kind) = match receives {
        Receives::Nothing => return None,
        Receives::Value => (Some(Default::default()), ReceiverKind::Value),
        Receives::Owned => (None, ReceiverKind::Value),
        Receives::Shared => (None, reference(None, false)),
        Receives::SharedFor(lifetime) => (None, reference(Some(lifetime), false)),
        Receives::Mutable => (None, reference(None, true)),
    };
    Some(FnArg::Receiver(Receiver { attrs: Vec::new(), mutability, self_token: Default::default(), kind }))
}

/// `name: ty`, or `_: ty`.
pub(in crate::emit) fn argument_of(name: Option<&Ident>, ty: Type) -> FnArg {
    let pat = name.map_or_else(super::wildcard, binding);
    let (attrs, colon_token) = Default::default();
    FnArg::Typed(PatType { attrs, pat: Box::new(pat), colon_token, ty: Box::new(ty) })
}

/// A name as a pattern.
pub(in crate::emit) fn binding(name: &Ident) -> Pat {
    let (attrs, by_ref, mutability, subpat) = Default::default();
    Pat::Ident(PatIdent { attrs, by_ref, mutability, ident: name.clone(), subpat })
}

/// `const NAME: ty = value;` within a function.
pub(in crate::emit) fn constant(name: &str, ty: Type, value: Expr) -> Stmt {
    let (attrs, modifiers, const_token, generics, colon_token, eq_token, semi_token) = Default::default();
    Stmt::Item(Item::Const(ItemConst {
        attrs,
        vis: Visibility::Inherited,
        modifiers,
        const_token,
        ident: ident(name),
        generics,
        colon_token,
        ty: Box::new(ty),
        eq_token,
        expr: Box::new(value),
        semi_token,
    }))
}

/// `const NAME: ty = value;` of an `impl`.
pub(in crate::emit) fn associated_constant(name: &str, ty: Type, expr: Expr) -> ImplItem {
    let (attrs, modifiers, const_token, generics, colon_token, eq_token, semi_token) = Default::default();
    let (vis, ident) = (Visibility::Inherited, ident(name));
    ImplItem::Const(ImplItemConst {
        attrs,
        vis,
        modifiers,
        const_token,
        ident,
        generics,
        colon_token,
        ty,
        eq_token,
        expr,
        semi_token,
    })
}

/// `type Name = ty;` of an `impl`.
pub(in crate::emit) fn associated_type(name: &str, ty: Type) -> ImplItem {
    let (attrs, modifiers, type_token, generics, eq_token, semi_token) = Default::default();
    let (vis, ident) = (Visibility::Inherited, ident(name));
    ImplItem::Type(ImplItemType {
        attrs,
        vis,
        modifiers,
        type_token,
        ident,
        generics,
        eq_token,
        ty,
        semi_token,
    })
}
