package main

import "io"

func anchors(w io.Writer, root string, verbose bool) error { return nil }
