"""F5: two layers without a bend between them are one affine map; with a bend they are not."""
