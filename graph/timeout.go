package graph

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/vektah/gqlparser/v2/gqlerror"
)

// WithTimeout gives an operation so much time. The refusal of one that takes longer names the limit.
func WithTimeout(ctx context.Context, most time.Duration) (context.Context, context.CancelFunc) {
	return context.WithTimeoutCause(ctx, most, outOfTime{most})
}

type outOfTime struct{ most time.Duration }

func (o outOfTime) Error() string {
	return fmt.Sprintf("the operation was not answered within %s", o.most)
}

// nameTimeout has a refusal say which time is over, if it is that of WithTimeout.
func nameTimeout(ctx context.Context, err *gqlerror.Error) {
	var over outOfTime
	if errors.As(context.Cause(ctx), &over) {
		err.Message = over.Error()
		err.Extensions["limit"], err.Extensions["max"] = limitTime, over.most.String()
	}
}
