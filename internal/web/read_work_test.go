package web

import "testing"

// TestDraftsAreShownToThoseWhoMayChangeThem: who coordinates is not led to the text
// of a draft, which only officials may open.
func TestDraftsAreShownToThoseWhoMayChangeThem(t *testing.T) {
	s := newSample(t)
	for persona, want := range map[string]bool{"official": true, "coordinator": false} {
		page := s.get(persona, "/et/work").page(t)
		drafts := page.Find("#drafts").Length() > 0
		if drafts != want {
			t.Errorf("%s is shown drafts: %v", persona, drafts)
		}
	}
}
