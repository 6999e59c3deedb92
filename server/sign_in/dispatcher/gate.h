// Which flows an app client may begin.
#pragma once

#include "server/sign_in/dispatcher/dispatcher.h"
#include "server/sign_in/step.h"

namespace rockpool::sign_in {

// Throws in AWS's words, which differ from flow to flow.
void CheckGate(const Call& call, const Opening& opening);

}  // namespace rockpool::sign_in
