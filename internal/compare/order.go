package compare

// heaviestRun picks from values, in their order, the increasing run with the
// greatest weight, and reports for each value whether it is in it.
func heaviestRun(values []int, weights []float64) []bool {
	in := make([]bool, len(values))
	if increasing(values) {
		for k := range in {
			in[k] = true
		}
		return in
	}
	most := 0
	for _, v := range values {
		most = max(most, v)
	}
	tree := make([]int, most+2) // best run that ends below a value, as index+1
	best, before := make([]float64, len(values)), make([]int, len(values))
	better := func(x, y int) bool { return x != 0 && (y == 0 || best[x-1] > best[y-1]) }
	last := 0
	for k, v := range values {
		from := 0
		for p := v; p > 0; p &= p - 1 {
			if better(tree[p], from) {
				from = tree[p]
			}
		}
		best[k], before[k] = weights[k], from
		if from > 0 {
			best[k] += best[from-1]
		}
		for p := v + 1; p < len(tree); p += p & -p {
			if better(k+1, tree[p]) {
				tree[p] = k + 1
			}
		}
		if better(k+1, last) {
			last = k + 1
		}
	}
	for ; last > 0; last = before[last-1] {
		in[last-1] = true
	}
	return in
}

func increasing(values []int) bool {
	for k := 1; k < len(values); k++ {
		if values[k] <= values[k-1] {
			return false
		}
	}
	return true
}

// nodePair is a place in each of two rows.
type nodePair struct{ i, j int }
