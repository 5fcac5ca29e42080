package web

// reading is the part of the route table that people read.
func (s *Server) reading() []Route { return nil }

// machines is the part that programs read.
func (s *Server) machines() []Route { return nil }
