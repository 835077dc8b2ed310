package io.noetl.camel.app;

import io.noetl.camel.api.ApiError;
import io.noetl.camel.api.ApiErrors;
import io.noetl.camel.api.ApiProblem;
import io.noetl.camel.store.Json;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.boot.web.servlet.error.ErrorController;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The reply to what no route takes: JSON, in the same form as the errors of the routes. */
@RestController
class JsonErrorController implements ErrorController {
  private final Json json;

  JsonErrorController(Json json) {
    this.json = json;
  }

  @RequestMapping("${server.error.path:/error}")
  ResponseEntity<String> error(HttpServletRequest request) {
    Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
    ApiProblem problem = problem(status instanceof Integer code ? code : 404);
    return ResponseEntity.status(problem.error().status())
        .contentType(MediaType.APPLICATION_JSON)
        .body(json.write(ApiErrors.reply(problem).body()));
  }

  private static ApiProblem problem(int status) {
    return switch (status) {
      case 400 -> ApiProblem.of(ApiError.BAD_REQUEST, "Bad Request");
      case 401 -> ApiProblem.of(ApiError.UNAUTHENTICATED, "Not authenticated");
      case 403 -> ApiProblem.of(ApiError.FORBIDDEN, "Forbidden");
      case 404 -> ApiProblem.of(ApiError.NOT_FOUND, "Not Found");
      // servlets answer a method that HTTP does not know so
      case 405, 501 -> ApiProblem.of(ApiError.METHOD_NOT_ALLOWED, "Method Not Allowed");
      case 413 -> ApiProblem.of(ApiError.TOO_LARGE, "Request too large");
      case 429 -> ApiProblem.of(ApiError.TOO_MANY, "Too many requests");
      default ->
          status < 500
              ? ApiProblem.of(ApiError.BAD_REQUEST, "Bad Request")
              : ApiProblem.of(ApiError.INTERNAL, "Internal Server Error");
    };
  }
}
