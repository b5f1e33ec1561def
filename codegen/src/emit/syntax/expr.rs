//! Expressions and statements.

use super::{ident, list, path};
use proc_macro2::{Literal, Span};
use syn::{
    Arm, Expr, ExprArray, ExprAssign, ExprCall, ExprClosure, ExprField, ExprLit, ExprMatch, ExprMethodCall,
    ExprPath, ExprReference, ExprStruct, ExprTuple, ExprUnary, FieldValue, Ident, Lit, LitByteStr, LitStr,
    Member, Pat, PatLit, PatTupleStruct, PatWild, Path, ReturnType, Stmt, UnOp,
};

/// A path as an expression.
pub(in crate::emit) fn value(path: Path) -> Expr {
    Expr::Path(ExprPath { attrs: Vec::new(), qself: None, path })
}

/// A local variable.
pub(in crate::emit) fn local(name: &Ident) -> Expr {
    value(Path::from(name.clone()))
}

/// A path of plain segments as an expression.
pub(in crate::emit) fn global(segments: &[&str]) -> Expr {
    value(path(segments))
}

/// `Self::name`.
pub(in crate::emit) fn associated(name: &Ident) -> Expr {
    Expr::Path(variant_path(name))
}

/// `base.name`.
pub(in crate::emit) fn field(base: Expr, name: &Ident) -> Expr {
    let (attrs, dot_token) = Default::default();
    Expr::Field(ExprField { attrs, base: Box::new(base), dot_token, member: Member::Named(name.clone()) })
}

/// `self.name`.
pub(in crate::emit) fn own(name: &Ident) -> Expr {
    field(global(&["self"]), name)
}

/// `&inner`, or `&mut inner`.
pub(in crate::emit) fn borrowed(inner: Expr, mutable: bool) -> Expr {
    let (attrs, and_token) = Default::default();
    let mutability = mutable.then(Default::default);
    Expr::Reference(ExprReference { attrs, and_token, mutability, expr: Box::new(inner) })
}

/// `callee(arguments)`.
pub(in crate::emit) fn call(callee: Expr, arguments: impl IntoIterator<Item = Expr>) -> Expr {
    let (attrs, paren_token) = Default::default();
    Expr::Call(ExprCall { attrs, func: Box::new(callee), paren_token, args: list(arguments) })
}

/// `receiver.method(arguments)`.
pub(in crate::emit) fn method_call(
    receiver: Expr,
    method: &str,
    arguments: impl IntoIterator<Item = Expr>,
) -> Expr {
    let (attrs, dot_token, turbofish, paren_token) = Default::default();
    Expr::MethodCall(ExprMethodCall {
        attrs,
        receiver: Box::new(receiver),
        dot_token,
        method: ident(method),
        turbofish,
        paren_token,
        args: list(arguments),
    })
}

/// `Some(inner)`.
pub(in crate::emit) fn some(inner: Expr) -> Expr {
    call(global(&["Some"]), [inner])
}

/// `[items]`.
pub(in crate::emit) fn array(items: impl IntoIterator<Item = Expr>) -> Expr {
    let (attrs, bracket_token) = Default::default();
    Expr::Array(ExprArray { attrs, bracket_token, elems: list(items) })
}

/// `&[items]`.
pub(in crate::emit) fn slice(items: impl IntoIterator<Item = Expr>) -> Expr {
    borrowed(array(items), false)
}

/// `(items)`; of two or more.
pub(in crate::emit) fn tuple(items: impl IntoIterator<Item = Expr>) -> Expr {
    let (attrs, paren_token) = Default::default();
    Expr::Tuple(ExprTuple { attrs, paren_token, elems: list(items) })
}

/// A text.
pub(in crate::emit) fn text(value: &str) -> Expr {
    literal(Lit::Str(LitStr::new(value, Span::call_site())))
}

/// Bytes that a text stands for: `b"text"`.
pub(in crate::emit) fn bytes(value: &[u8]) -> Expr {
    literal(Lit::ByteStr(LitByteStr::new(value, Span::call_site())))
}

/// A number without a suffix, or another literal.
pub(in crate::emit) fn number(value: Literal) -> Expr {
    literal(Lit::new(value))
}

/// An index or a count.
pub(in crate::emit) fn count(value: usize) -> Expr {
    number(Literal::usize_unsuffixed(value))
}

/// `true` or `false`.
pub(in crate::emit) fn boolean(value: bool) -> Expr {
    literal(Lit::Bool(syn::LitBool { value, span: Span::call_site() }))
}

fn literal(lit: Lit) -> Expr {
    Expr::Lit(ExprLit { attrs: Vec::new(), lit })
}

/// `|| body`.
pub(in crate::emit) fn closure(body: Expr) -> Expr {
    closure_of([], body)
}

/// `|input| body`.
pub(in crate::emit) fn closure_of<'i>(inputs: impl IntoIterator<Item = &'i Ident>, body: Expr) -> Expr {
    let (attrs, lifetimes, modifiers, constness, asyncness) = Default::default();
    let (capture, inputs_begin, inputs_end) = Default::default();
    let inputs = list(inputs.into_iter().map(super::binding));
    let (output, body) = (ReturnType::Default, Box::new(body));
    Expr::Closure(ExprClosure {
        attrs,
        lifetimes,
        modifiers,
        constness,
        asyncness,
        capture,
        inputs_begin,
        inputs,
        inputs_end,
        output,
        body,
    })
}

/// `-inner`.
pub(in crate::emit) fn negative(inner: Expr) -> Expr {
    Expr::Unary(ExprUnary { attrs: Vec::new(), op: UnOp::Neg(Default::default()), expr: Box::new(inner) })
}

/// `name: value` of a struct expression, or `name` where the value is of that name.
pub(in crate::emit) fn field_value(name: &Ident, value: Option<Expr>) -> FieldValue {
    let colon_token = value.is_some().then(Default::default);
    let expr = value.unwrap_or_else(|| local(name));
    FieldValue { attrs: Vec::new(), member: Member::Named(name.clone()), colon_token, expr }
}

/// `path { fields, ..rest }`.
pub(in crate::emit) fn structure_of(
    path: Path,
    fields: impl IntoIterator<Item = FieldValue>,
    rest: Option<Expr>,
) -> Expr {
    let (attrs, qself, brace_token) = Default::default();
    let dot2_token = rest.is_some().then(Default::default);
    let mut fields = list(fields);
    if rest.is_some() && !fields.is_empty() {
        fields.push_punct(Default::default());
    }
    Expr::Struct(ExprStruct { attrs, qself, path, brace_token, fields, dot2_token, rest: rest.map(Box::new) })
}

/// `match on { arms }`.
pub(in crate::emit) fn match_on(on: Expr, arms: Vec<Arm>) -> Expr {
    let (attrs, match_token, brace_token) = Default::default();
    Expr::Match(ExprMatch { attrs, match_token, expr: Box::new(on), brace_token, arms })
}

/// `pattern => body,`.
pub(in crate::emit) fn arm(pat: Pat, body: Expr) -> Arm {
    let (attrs, fat_arrow_token) = Default::default();
    Arm { attrs, pat, fat_arrow_token, body: Box::new(body), comma: Some(Default::default()) }
}

/// A number as a pattern.
pub(in crate::emit) fn count_pattern(value: usize) -> Pat {
    Pat::Lit(PatLit { attrs: Vec::new(), lit: Lit::new(Literal::usize_unsuffixed(value)) })
}

/// `_`.
pub(in crate::emit) fn wildcard() -> Pat {
    Pat::Wild(PatWild { attrs: Vec::new(), underscore_token: Default::default() })
}

/// `Self::Name`, as a pattern.
pub(in crate::emit) fn path_pattern(variant: &Ident) -> Pat {
    Pat::Path(variant_path(variant))
}

/// `Self::Name(held)`, as a pattern.
pub(in crate::emit) fn holding<'i>(variant: &Ident, held: impl IntoIterator<Item = &'i Ident>) -> Pat {
    let (attrs, qself, paren_token) = Default::default();
    let elems = list(held.into_iter().map(super::binding));
    Pat::TupleStruct(PatTupleStruct { attrs, qself, path: variant_path(variant).path, paren_token, elems })
}

fn variant_path(variant: &Ident) -> ExprPath {
    let path = super::path_of([Ident::new("Self", Span::call_site()), variant.clone()]);
    ExprPath { attrs: Vec::new(), qself: None, path }
}

/// `*inner`.
pub(in crate::emit) fn dereferenced(inner: Expr) -> Expr {
    Expr::Unary(ExprUnary { attrs: Vec::new(), op: UnOp::Deref(Default::default()), expr: Box::new(inner) })
}

/// `place = value;`.
pub(in crate::emit) fn assign(place: Expr, value: Expr) -> Stmt {
    let (attrs, eq_token) = Default::default();
    let assignment = ExprAssign { attrs, left: Box::new(place), eq_token, right: Box::new(value) };
    statement(Expr::Assign(assignment))
}

/// `expression;`.
pub(in crate::emit) fn statement(expression: Expr) -> Stmt {
    Stmt::Expr(expression, Some(Default::default()))
}

/// An expression that is the value of its block.
pub(in crate::emit) fn answer(expression: Expr) -> Stmt {
    Stmt::Expr(expression, None)
}
