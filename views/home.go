package views

// Home is the front page: what can still be influenced, what changed, how to
// take part.
type Home struct {
	Layout
	Open    []ConsultationRow // ending first
	Changes []Change          // of the last seven days, newest first
	Answers []AnswerRate      // of institutions, for the small picture
	Counts  HomeCounts
}

// HomeCounts are the figures of the front page.
type HomeCounts struct{ Dossiers, Revisions, Comments int }

// AnswerRate is how many comments of an institution's ended consultations are
// answered.
type AnswerRate struct {
	Institution                 InstitutionName
	Comments, Answered, Overdue int
}
