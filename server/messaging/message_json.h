// A message of the outbox as JSON, for whoever reads it there or is sent it.
#pragma once

#include <string>

#include "storage/messages.h"

namespace rockpool::messaging {

// {"id","time","pool","region","client","user","purpose","medium","via","destination","subject","body","code","temporary_password","link"},
// without what is empty.
std::string JsonOf(const storage::Message& message);

}  // namespace rockpool::messaging
