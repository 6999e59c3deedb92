// Signing up and recovering a password, as an application or a page of this server asks for it. Each function is one call: it throws AWS's
// refusals in AWS's order, and takes a computing thread some milliseconds where a password is set.
#pragma once

#include "server/api/types.h"
#include "server/sign_up/public_user.h"
#include "server/world/world.h"

namespace rockpool::sign_up {

api::SignUpResponse SignUp(const world::World& world, const api::SignUpRequest& request, By by);
api::ConfirmSignUpResponse ConfirmSignUp(const world::World& world, const api::ConfirmSignUpRequest& request, By by);
api::ResendConfirmationCodeResponse ResendConfirmationCode(const world::World& world, const api::ResendConfirmationCodeRequest& request,
                                                           By by);
api::ForgotPasswordResponse ForgotPassword(const world::World& world, const api::ForgotPasswordRequest& request, By by);
api::ConfirmForgotPasswordResponse ConfirmForgotPassword(const world::World& world, const api::ConfirmForgotPasswordRequest& request,
                                                         By by);

}  // namespace rockpool::sign_up
