package people

import "time"

// How long a session lasts. Whoever has a role leaves a door open behind them,
// so theirs ends also when it is not used.
const (
	SessionLife = 12 * time.Hour
	SessionIdle = 30 * time.Minute
)

// Live reports whether the session still stands for the person at a moment. A
// person who is disabled has no live session.
func (s Session) Live(p Person, now time.Time) bool {
	if p.Disabled || p.Anonymous() || s.Person != p.ID || now.Sub(s.Created) >= SessionLife {
		return false
	}
	return len(p.Roles) == 0 || now.Sub(s.Seen) < SessionIdle
}
