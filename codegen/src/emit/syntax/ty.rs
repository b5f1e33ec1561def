//! Types and generics.

use super::{ident, list, path, path_of};
use proc_macro2::Span;
use syn::{
    AngleBracketedGenericArguments, AssocType, GenericArgument, GenericParam, Generics, Ident, Lifetime,
    LifetimeParam, Path, PathArguments, PathSegment, TraitBound, Type, TypeImplTrait, TypeParamBound,
    TypePath, TypeReference, TypeTraitObject, TypeTuple,
};

/// A type by its path.
pub(in crate::emit) fn named(path: Path) -> Type {
    Type::Path(TypePath { attrs: Vec::new(), qself: None, path })
}

/// A type by its name: `String`.
pub(in crate::emit) fn plain(name: &str) -> Type {
    named(path(&[name]))
}

/// A type in a module: `models::Pet`.
pub(in crate::emit) fn within(module: &str, name: Ident) -> Type {
    named(path_of([ident(module), name]))
}

/// A type with arguments: `Vec<T>`.
pub(in crate::emit) fn generic(name: &str, arguments: impl IntoIterator<Item = Type>) -> Type {
    named(generic_path(name, arguments))
}

/// The path of a type or trait with arguments: `From<T>`.
pub(in crate::emit) fn generic_path(name: &str, arguments: impl IntoIterator<Item = Type>) -> Path {
    let arguments = list(arguments.into_iter().map(GenericArgument::Type));
    let arguments = PathArguments::AngleBracketed(angle_bracketed(arguments));
    let segment = PathSegment { ident: ident(name), arguments };
    Path { leading_colon: None, segments: list([segment]) }
}

/// A type with arguments in a module: `http::Response<T>`.
pub(in crate::emit) fn generic_within(
    module: &str,
    name: &str,
    arguments: impl IntoIterator<Item = Type>,
) -> Type {
    let mut path = generic_path(name, arguments);
    path.segments.insert(0, PathSegment { ident: ident(module), arguments: PathArguments::None });
    named(path)
}

/// `Option<T>`.
pub(in crate::emit) fn option(inner: Type) -> Type {
    generic("Option", [inner])
}

/// `Box<T>`.
pub(in crate::emit) fn boxed(inner: Type) -> Type {
    generic("Box", [inner])
}

/// `impl Into<T>`.
pub(in crate::emit) fn impl_into(inner: Type) -> Type {
    let (attrs, impl_token) = Default::default();
    Type::ImplTrait(TypeImplTrait { attrs, impl_token, bounds: list([bound(generic_path("Into", [inner]))]) })
}

/// `impl Future<Output = T> + Send`.
pub(in crate::emit) fn future_of(output: Type) -> Type {
    let output = GenericArgument::AssocType(AssocType {
        ident: ident("Output"),
        generics: None,
        eq_token: Default::default(),
        ty: output,
    });
    let arguments = PathArguments::AngleBracketed(angle_bracketed(list([output])));
    let future = PathSegment { ident: ident("Future"), arguments };
    let bounds =
        list([bound(Path { leading_colon: None, segments: list([future]) }), bound(path(&["Send"]))]);
    let (attrs, impl_token) = Default::default();
    Type::ImplTrait(TypeImplTrait { attrs, impl_token, bounds })
}

/// A lifetime as a bound.
pub(in crate::emit) fn outliving(name: &str) -> TypeParamBound {
    TypeParamBound::Lifetime(lifetime(name))
}

/// `dyn a::Trait`.
pub(in crate::emit) fn trait_object(segments: &[&str]) -> Type {
    let (attrs, dyn_token) = (Vec::new(), Some(Default::default()));
    Type::TraitObject(TypeTraitObject { attrs, dyn_token, bounds: list([bound(path(segments))]) })
}

/// A trait as a bound.
pub(in crate::emit) fn bound(path: Path) -> TypeParamBound {
    let (paren_token, lifetimes, modifiers, maybe) = Default::default();
    TypeParamBound::Trait(TraitBound { paren_token, lifetimes, modifiers, maybe, path })
}

/// `&T`, or `&'a T`.
pub(in crate::emit) fn reference(lifetime: Option<&str>, inner: Type) -> Type {
    let (attrs, and_token, mutability) = Default::default();
    let lifetime = lifetime.map(self::lifetime);
    Type::Reference(TypeReference { attrs, and_token, lifetime, mutability, elem: Box::new(inner) })
}

/// `&mut T`.
pub(in crate::emit) fn mutable_reference(inner: Type) -> Type {
    let (attrs, and_token, lifetime) = Default::default();
    let mutability = Some(Default::default());
    Type::Reference(TypeReference { attrs, and_token, lifetime, mutability, elem: Box::new(inner) })
}

/// `(A, B)`.
pub(in crate::emit) fn tuple_type(items: impl IntoIterator<Item = Type>) -> Type {
    let (attrs, paren_token) = Default::default();
    Type::Tuple(TypeTuple { attrs, paren_token, elems: list(items) })
}

/// `()`.
pub(in crate::emit) fn unit() -> Type {
    tuple_type([])
}

/// `<'a>` where something is declared.
pub(in crate::emit) fn lifetime_generics(name: &str) -> Generics {
    let (attrs, colon_token, bounds) = Default::default();
    let parameter = LifetimeParam { attrs, lifetime: lifetime(name), colon_token, bounds };
    Generics {
        lt_token: Some(Default::default()),
        params: list([GenericParam::Lifetime(parameter)]),
        gt_token: Some(Default::default()),
        where_clause: None,
    }
}

/// A type with a lifetime: `Name<'a>`.
pub(in crate::emit) fn borrowing(mut ty: Type, name: &str) -> Type {
    if let Type::Path(TypePath { path, .. }) = &mut ty
        && let Some(last) = path.segments.last_mut()
    {
        let argument = GenericArgument::Lifetime(lifetime(name));
        last.arguments = PathArguments::AngleBracketed(angle_bracketed(list([argument])));
    }
    ty
}

/// A lifetime, with its apostrophe.
pub(in crate::emit) fn lifetime(name: &str) -> Lifetime {
    Lifetime::new(name, Span::call_site())
}

fn angle_bracketed(
    args: syn::punctuated::Punctuated<GenericArgument, syn::Token![,]>,
) -> AngleBracketedGenericArguments {
    let (colon2_token, lt_token, gt_token) = Default::default();
    AngleBracketedGenericArguments { colon2_token, lt_token, args, gt_token }
}
