package compare

import (
	"strings"
	"testing"

	"github.com/eelnou/eelnou/internal/lawtext"
)

// TestWhereWhatIsGoneStands: what was left out of a section stands in that
// section, also when another was put behind it or the section moved.
func TestWhereWhatIsGoneStands(t *testing.T) {
	permit := []string{"Luba", grants, refuses, revokes}
	chapters := func(first, second string) string {
		return "### 1. peatükk. Üldsätted\n\n" + first + "### 2. peatükk. Menetlus\n\n" + second
	}
	for _, c := range []struct{ name, old, new, want string }{
		{"before a new section", law(1, permit, []string{"Vaie", appeals}), law(1, permit[:3]) + "##### § 1<sup>1</sup>. Register\n\n(1) " + registry + "\n\n" + law(2, []string{"Vaie", appeals}),
			"§ 1 lg 3 → - deleted\n- → § 1¹ inserted\n- → § 1¹ lg 1 inserted\n"},
		{"before what was put in its place", law(1, permit), law(1, []string{"Luba", grants, refuses, registry}),
			"§ 1 lg 3 → § 1 lg 3 replaced: [-" + revokes + "-][+" + registry + "+]\n"},
		{"a section before new sections", law(1, permit, []string{"Register", registry, keeper}, []string{"Vaie", appeals}), law(1, permit) + "##### § 1<sup>1</sup>. Kord\n\n(1) " + usual + "\n\n" + law(3, []string{"Vaie", appeals}),
			"§ 2 → - deleted\n§ 2 lg 1 → - deleted\n§ 2 lg 2 → - deleted\n- → § 1¹ inserted\n- → § 1¹ lg 1 inserted\n"},
		{"with a section that moved", chapters(law(1, []string{"Register", registry, keeper}, permit), law(3, []string{"Vaie", appeals}, []string{"Kord", usual})),
			chapters(law(1, permit), law(3, []string{"Vaie", appeals}, []string{"Kord", usual}, []string{"Register", registry})),
			"§ 1 → § 5 same pointer\n§ 2 → § 1 same renumbered\n§ 1 → § 5 same moved renumbered\n§ 1 lg 2 → - deleted\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := Texts(lawtext.Parse(c.old), lawtext.Parse(c.new))
			checkRebuilt(t, r)
			if got := told(r); got != c.want {
				t.Errorf("got\n%swant\n%s", indent(got), indent(c.want))
			}
		})
	}
}

func indent(s string) string { return "\t" + strings.ReplaceAll(s, "\n", "\n\t") + "\n" }
