package main

type serveCommand struct {
	Listen string `help:"Address to listen on." placeholder:"ADDRESS"`
}

// Run runs the service until told to stop.
func (serveCommand) Run(*session) error { return nil }
