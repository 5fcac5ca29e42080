package dossier

// Citing is what one document, in all its revisions, says of provisions of acts,
// its own among them. Document 0 stands for the title of the dossier. It follows
// from the texts and from the names of the acts that are kept, and can be made
// anew from them.
type Citing struct {
	Dossier   ID
	Document  int
	Revisions int // read, from the first
	Citations []Citation
	Stays     []Stay
}

// Citation is a provision of a text that names a provision of an act, or the act
// as a whole, in revisions that follow one another.
type Citation struct {
	Act         ID     // the dossier of the act; of one that is not kept "= " and its name
	ActDocument int    // the document of its wordings; 0 when it is not kept
	Address     string // of the provision named; empty: the act as a whole
	Amends      bool   // the text changes it; else it cites it
	Provision   uint32 // of the text: the one that says so; 0: what has no number
	At          string // its address in these revisions
	From, Until int    // the first revision of them and the last
	Alone       bool   // of what it changes: the heading or the introduction, not what is inside
	Whole       bool   // it repeals the act
}

// Stay is where a provision stood in revisions that follow one another. Only of
// those that were renumbered, or whose address another had at another time, is it
// noted: of the others the address and the identity go together always.
type Stay struct {
	Provision   uint32
	Address     string
	From, Until int
}
