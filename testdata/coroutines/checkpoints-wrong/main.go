package main

import "fmt"

// climb yields the heights of two camps.
func climb(yield func(int) bool) {
	height := 1000
	fmt.Println("climb: to the first camp")
	yield(height)
	height += 500
	fmt.Println("climb: to the second camp")
	yield(height)
	fmt.Println("climb: to the top")
}

func main() {
	defer func() { fmt.Println("main:", recover()) }()
	for height := range climb {
		fmt.Println("main: enough at", height)
		break
	}
}
