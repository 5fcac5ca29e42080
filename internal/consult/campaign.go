package consult

// Sketch is a small picture of a comment's text by which near-duplicates are
// found. It is kept for comments that could represent a campaign.
type Sketch struct {
	No           CommentNo
	Consultation ID
	Bands        []uint64 // what is looked up: two texts that are alike agree in one or more
}

// Campaign is a cluster of near-duplicate comments in one consultation: what
// its public members count.
type Campaign struct {
	No           CampaignNo // of the representative, the first to arrive
	Consultation ID
	Exact        int // those with the representative's words
	Edited       int // those with words of their own
	Answered     int // those with a response
	Former       int // which former wording of the representative its members were compared with, from 1; 0: what it says now
}

// Words is what the representative said that its members were compared with: a
// correction of its own does not change what others said.
func (c Campaign) Words(representative Comment) (text, replacement string) {
	if n := c.Former; n > 0 && n <= len(representative.Former) {
		f := representative.Former[n-1]
		return f.Text, f.Replacement
	}
	return representative.Text, representative.Replacement
}

// Members is how many public comments the campaign has.
func (c Campaign) Members() int { return c.Exact + c.Edited }
