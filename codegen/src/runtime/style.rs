//! How the value of a parameter is written (OpenAPI 3.1, section 4.8.12.4, "Style Values").

/// How the value of a parameter is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Style {
    /// `a,b` for arrays and `k,v` for objects, `k=v` for exploded ones: paths and headers.
    Simple,
    /// `simple`, exploded: `k=v` for objects.
    SimpleExploded,
    /// `.a` (paths).
    Label {
        /// `.a.b` and `.k=v` instead of `.a,b` and `.k,v`.
        explode: bool,
    },
    /// `;name=a` (paths).
    Matrix {
        /// `;name=a;name=b` and `;k=v` instead of `;name=a,b` and `;name=k,v`.
        explode: bool,
    },
    /// `a/b` for texts with slashes and for arrays, `k/v` for objects (paths): what a path template has as `{name+}`.
    Rest,
    /// `name=a`: query and cookies.
    Form {
        /// `name=a&name=b` and `k=v` instead of `name=a,b` and `name=k,v`.
        explode: bool,
    },
    /// `name=a%20b`.
    Space,
    /// `name=a%7Cb`.
    Pipe,
    /// `name[k]=v`, nested as often as need be. The standard says nothing of arrays; most services read `name[k][]=v`,
    /// and `name[k][0][l]=v` where the items are objects.
    Deep,
    /// JSON text: a parameter with `content` instead of a schema.
    Json,
    /// JSON text that is the whole query string, without a name.
    Whole,
}
