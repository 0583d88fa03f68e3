package protocol

// A LockOp is what a call does to a lock.
type LockOp uint8

// What calls do to locks.
const (
	NoLock     LockOp = iota
	LockShared        // waits until nobody else keeps others out
	LockAlone         // waits until nobody else has it
	Unlock
)

// lockOps lists the methods of locks that wait, and those that let others go
// on.
var lockOps = map[string]LockOp{
	"(*sync.Mutex).Lock":      LockAlone,
	"(*sync.Mutex).Unlock":    Unlock,
	"(*sync.RWMutex).Lock":    LockAlone,
	"(*sync.RWMutex).RLock":   LockShared,
	"(*sync.RWMutex).RUnlock": Unlock,
	"(*sync.RWMutex).Unlock":  Unlock,
}

// LockOpOf returns what a call of the function of that name (see NameOf) does
// to its receiver.
func LockOpOf(name string) LockOp { return lockOps[name] }
