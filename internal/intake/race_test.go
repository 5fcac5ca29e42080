//go:build race

package intake

// underRace: the race detector makes everything ten times slower, so that a few
// acts must do.
const underRace = true
