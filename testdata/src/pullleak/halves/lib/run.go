package lib

// Do runs a task.
func Do(f func() error) error { return f() }

// Retry runs a task until it succeeds.
func Retry(f func() bool) {
	for range 3 {
		if f() {
			return
		}
	}
}

// Start runs a task in a goroutine.
func Start(f func() error) {
	go func() {
		if err := f(); err != nil {
			println(err.Error())
		}
	}()
}
