package dev.overdraft.engine;

import com.sun.security.auth.module.UnixSystem;
import java.io.File;

/** Whom this process runs as; the name is a number on Unix, where names need not exist. */
record User(String id) {

  static User current() {
    boolean windows = File.separatorChar == '\\';
    return new User(
        windows
            ? System.getProperty("user.name", "user").replaceAll("[^A-Za-z0-9]", "_")
            : Long.toString(new UnixSystem().getUid()));
  }

  boolean isRoot() {
    return id.equals("0");
  }
}
